# Digests, checksums, encodings of bytes
require "digest"
require "zlib"
%w[MD5 SHA1 SHA256 SHA384 SHA512 RMD160].each { |name| puts "#{name} #{Digest.const_get(name).hexdigest("wassay")}" }
step = Digest::SHA256.new
step << "was" << "say"
puts step.hexdigest == Digest::SHA256.hexdigest("wassay"), step.digest_length, step.block_length
puts Digest::SHA256.hexdigest("a" * 100_000), Digest::SHA256.base64digest("žluť")
puts Digest::SHA2.new(512).hexdigest("")[0, 16], Digest::MD5.file(__FILE__).hexdigest.length
puts Zlib.crc32("wassay"), Zlib.adler32("wassay")
puts ["\xfb\xff".b].pack("m0"), ["wassay"].pack("m"), "d2Fzc2F5".unpack1("m"), ["wassay"].pack("u"), ["é"].pack("M")
puts "wassay".unpack1("H*"), ["7761"].pack("H*"), "wassay".sum
packed = Zlib::Deflate.deflate("the same again, " * 50)
puts Zlib::Inflate.inflate(packed).size, Zlib.gunzip(Zlib.gzip("x" * 100)).size
begin
  Zlib.inflate("nonsense")
rescue Zlib::Error => error
  puts "#{error.class}: #{error.message}"
end
puts 1.hash == 1.hash, "a".hash == "a".dup.hash, [1, "a"].hash == [1, "a"].hash, 1.eql?(1.0), { 1 => :a }[1.0].inspect
