# Digests, checksums, keyed hashes, encodings of bytes
import base64
import binascii
import hashlib
import hmac
import zlib

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s"):
    digest = hashlib.new(name, b"wassay")
    print(name, digest.digest_size, digest.block_size, digest.hexdigest())
print("shake_128", hashlib.shake_128(b"wassay").hexdigest(16))
print("blake2b keyed", hashlib.blake2b(b"wassay", key=b"key", digest_size=16, person=b"tests").hexdigest())
step = hashlib.sha256()
for piece in (b"was", b"say"):
    step.update(piece)
print("in steps", step.copy().hexdigest() == hashlib.sha256(b"wassay").hexdigest())
print("large", hashlib.sha256(b"a" * 1_000_000).hexdigest())
print("hmac", hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.compare_digest("a", "a"))
print("checksums", zlib.crc32(b"wassay"), zlib.adler32(b"wassay"), binascii.crc_hqx(b"wassay", 0))
print("base64", base64.b64encode(b"\xfb\xff"), base64.urlsafe_b64encode(b"\xfb\xff"), base64.b32encode(b"wassay"), base64.a85encode(b"wassay"))
print("hex", b"wassay".hex(":"), bytes.fromhex("77 61"))
try:
    hashlib.new("no-such-digest")
except ValueError as error:
    print("unknown", error)
