-- Operators of later releases, compiled with load so that every release answers
local load = loadstring or load
local function try(name, text)
  local chunk = load("return " .. text, "=" .. name)
  if not chunk then
    print(name, text, "does not compile")
    return
  end
  local ok, value = pcall(chunk)
  print(name, text, ok and tostring(value) or "error: " .. tostring(value):gsub("^.-:%d+: ", ""))
end
try("floor division", "7 // 2")
try("and", "12 & 10")
try("or", "12 | 10")
try("exclusive or", "12 ~ 10")
try("not", "~0")
try("left", "1 << 4")
try("right", "256 >> 4")
try("unequal", "1 ~= 2")
try("power", "2 ^ 10")
try("power of power", "2 ^ 3 ^ 2")
try("minus power", "-2 ^ 2")
try("concatenated", "1 .. 2")
try("long hexadecimal", "0xA.8p1")
try("escape", "#'\\x41\\z   \\u{20AC}'")
try("decimal escape", "#'\\065\\10'")
try("vararg", "(function(...) return select('#', ...) end)(nil, nil)")
try("method", "('x'):rep(3)")
try("separated", "('x'):rep(3, ',')")
try("length", "#'abc'")
try("text by number", "'6' * 7")
try("text by text", "'3' * '4'")
try("hexadecimal text", "'0x10' + 0")
try("bits of text", "'6' | 1")
