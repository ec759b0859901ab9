-- The utf8 library, and what stands in for it before 5.3
local text = "añ€😀"
print("bytes", #text, text:byte(1, -1))
print("upper", ("abc"):upper(), text:upper() == "A" .. text:sub(2))
if not utf8 then
  print("utf8", "not in " .. _VERSION)
  local points = 0
  for _ in text:gmatch("[^\128-\191][\128-\191]*") do points = points + 1 end
  print("by pattern", points)
  return
end
print("length", utf8.len(text), utf8.len(text, 2), utf8.len("abc", 4))
print("invalid", utf8.len("ab\xff"))
print("truncated", utf8.len("\xe2\x82"))
print("overlong", utf8.len("\xc0\x80"))
print("surrogate", utf8.len("\xed\xa0\x80"))
print("codepoints", utf8.codepoint(text, 1, -1))
print("char", utf8.char(97, 241, 8364, 128512), utf8.char())
print("offset", utf8.offset(text, 3), utf8.offset(text, -1), utf8.offset(text, 9))
print("offset inside", pcall(utf8.offset, text, 1, 3))
for at, point in utf8.codes(text) do print("codes", at, string.format("U+%04X", point)) end
print("codes of invalid", select("#", pcall(function() for _ in utf8.codes("a\xff") do end end)))
print("pattern", (utf8.charpattern:gsub("[%z\1-\31\127-\255]", function(c) return ("\\%d"):format(c:byte()) end)))
for char in text:gmatch(utf8.charpattern) do io.write("[", char, "]") end
print()
print("large", #utf8.char(0x10FFFF), pcall(utf8.char, 0x7FFFFFFF) and #utf8.char(0x7FFFFFFF))
print("lax", pcall(utf8.len, "\xf4\x90\x80\x80", 1, -1, true))
