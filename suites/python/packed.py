# Compression, archives, binary records, configuration formats
import bz2
import configparser
import gzip
import io
import pickle
import struct
import tarfile
import tomllib
import xml.etree.ElementTree as tree
import zipfile
import zlib

text = b"the same again, " * 50
print("zlib", len(zlib.compress(text, 9)) < 60, zlib.decompress(zlib.compress(text)) == text)
print("gzip", gzip.decompress(gzip.compress(text, mtime=0)) == text, gzip.compress(b"", mtime=0)[:4].hex())
print("bz2", bz2.decompress(bz2.compress(text)) == text, bz2.compress(b"")[:4])
print("struct", struct.pack("<bHif?3s", -1, 65535, -2, 0.5, True, b"abc").hex(), struct.unpack(">hI", b"\xff\xfe\x00\x00\x01\x00"), struct.calcsize("<qb"))
store = io.BytesIO()
with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(zipfile.ZipInfo("dir/žluť.txt", (2000, 1, 1, 0, 0, 0)), "inside")
with zipfile.ZipFile(store) as archive:
    print("zip", archive.namelist(), archive.read("dir/žluť.txt"), archive.testzip())
store = io.BytesIO()
with tarfile.open(fileobj=store, mode="w:gz") as archive:
    entry = tarfile.TarInfo("a/b.txt")
    entry.size = 3
    archive.addfile(entry, io.BytesIO(b"abc"))
store.seek(0)
with tarfile.open(fileobj=store) as archive:
    print("tar", [(member.name, member.size, member.mode) for member in archive], archive.extractfile("a/b.txt").read())
print("pickle", pickle.loads(pickle.dumps({"a": [1, (2, {3})]})), pickle.dumps(None, protocol=2))
print("toml", tomllib.loads('a = 1\n[t]\nwhen = 2026-11-20\nlist = ["x", { y = 1.5 }]'))
config = configparser.ConfigParser()
config.read_string("[DEFAULT]\nbase = /srv\n[site]\npath = %(base)s/www\nport = 80")
print("ini", dict(config["site"]), config.getint("site", "port"))
root = tree.fromstring('<list a="1"><item>x &amp; y</item><item n="2"/>tail</list>')
print("xml", [item.text for item in root.findall("item")], root.find("item[@n='2']").tail, tree.tostring(root, encoding="unicode"))
for name, call in (
    ("zlib", lambda: zlib.decompress(b"nonsense")),
    ("gzip", lambda: gzip.decompress(b"nonsense")),
    ("struct", lambda: struct.unpack("<i", b"abc")),
    ("toml", lambda: tomllib.loads("a = \n")),
    ("xml", lambda: tree.fromstring("<a><b></a>")),
    ("zip", lambda: zipfile.ZipFile(io.BytesIO(b"nonsense"))),
):
    try:
        print(name, call())
    except Exception as error:
        print(name, type(error).__name__, error)
