-- load, loadstring, and the two ways to an environment: setfenv and _ENV
print("version", _VERSION)
print("setfenv", type(setfenv), type(getfenv))
print("_ENV", type(_ENV))
print("loadstring", type(loadstring))
print("unpack", type(unpack), type(table.unpack))
local compile = loadstring or load
local function run(text, env)
  if setfenv then return setfenv(compile(text, "=chunk"), env)() end
  return load(text, "=chunk", "t", env)()
end
local box = {}
run("x = 1; y = (x or 0) + 1", box)
print("kept inside", box.x, box.y, x)
print("empty inside", pcall(run, "print(1)", {}))
print("falls through", run("return type(print)", setmetatable({}, { __index = _G })))
print("returns", compile("return ...")(1, 2, 3))
print("by pieces", (function() local parts = { "return ", "1 + ", "2" } local i = 0 return load(function() i = i + 1 return parts[i] end)() end)())
print("text as text", (pcall(load, "return 1")))
if not setfenv then print("mode", load(string.dump(function() end), "=b", "t")) end
print("dumped", pcall(function() return (compile(string.dump(function() return "from bytes" end)))() end))
print("chunk name", select(2, compile("+", "@file.lua")), select(2, compile("+", "text with\nlines")))
print("upvalue", (function() local hidden = 7 return debug.getupvalue(function() return hidden end, 1) end)())
print("line", debug.getinfo(1, "l").currentline, debug.getinfo(print, "S").what)
_G.made = "by name"
print("globals", made, _G._G == _G, rawget(_G, "made"))
print("undeclared", rawget(_G, "never"))
local declared = compile("global y; y = 5; return y")
print("global as a word", declared and declared() or "does not compile", rawget(_G, "y"))
print("global as a name", compile("global = 1; return global") and "compiles" or "does not compile")
