-- string.pack and string.unpack, which came with 5.3
if not string.pack then
  print("string.pack", "not in " .. _VERSION)
  return
end
local function hex(text) return (text:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print("integers", hex(string.pack("<i1i2i4i8", -1, -2, -3, -4)))
print("big end first", hex(string.pack(">I2I3I4", 1, 2, 3)))
print("floats", hex(string.pack("<fd", 0.5, 0.1)))
print("texts", hex(string.pack("<zs1s2", "ab", "cd", "ef")))
print("fixed", hex(string.pack("c5", "abc")))
print("aligned", hex(string.pack("<!4 i1 !4 i4 !8 d", 1, 2, 3)))
print("padded", hex(string.pack("<i1xi1Xi4", 1, 2)))
print("sizes", string.packsize("<i4"), string.packsize("!8 i1 i8"), string.packsize("i3"))
print("unpacked", string.unpack("<i2 z s1", string.pack("<i2 z s1", -300, "text", "more")))
print("at", string.unpack("B", "abc", 2), string.unpack("B", "abc", -1))
print("wide", string.unpack("<i16", string.pack("<i16", -5)))
print("overflow", pcall(string.pack, "i1", 200))
print("does not fit", pcall(string.unpack, "<I9", ("\xff"):rep(9)))
print("too short", pcall(string.unpack, "i4", "abc"))
print("bad option", pcall(string.pack, "y", 1))
print("too wide", pcall(string.pack, "i17", 1))
print("zero in text", pcall(string.pack, "z", "a\0b"))
print("variable size", pcall(string.packsize, "s"))
