-- Metamethods: operators, indexing, calling, closing, collecting
local function why(f, ...)
  local ok, message = pcall(f, ...)
  return ok, type(message) == "string" and (message:gsub("^[^:]*:%d+: ", "")) or message
end
local log = {}
local function named(name) return function() log[#log + 1] = name return name end end
local events = {}
for _, name in ipairs({ "add", "sub", "mul", "div", "mod", "pow", "unm", "concat", "eq", "lt", "le", "len", "call", "idiv", "band", "shl", "bnot" }) do
  events["__" .. name] = named(name)
end
local a, b = setmetatable({}, events), setmetatable({}, events)
print("arithmetic", a + 1, 1 - a, a * b, a / 2, a % 2, a ^ 2, -a)
print("concat", a .. "x", "x" .. a, 1 .. a)
print("compare", a == b, a ~= b, a < b, a <= b, a > b, a >= b, a == 1)
print("call", a(1, 2), a())
print("length", #a)
local compile = loadstring or load
local later = compile("local a = ... return a // 2, a & 1, a << 1, ~a")
print("later operators", later and table.concat({ later(a) }, " ") or "do not compile")
print("events", #log)

local only = setmetatable({}, { __lt = function() return true end })
print("le by lt", why(function() return only <= only end))

local chain = setmetatable({ own = 1 }, { __index = setmetatable({ base = 2 }, { __index = function(_, k) return k .. "?" end }) })
print("index", chain.own, chain.base, chain.other)
local sink = {}
local writer = setmetatable({}, { __newindex = sink })
writer.x = 5
print("newindex", rawget(writer, "x"), sink.x)
local kept = setmetatable({}, { __newindex = function(t, k, v) rawset(t, k, v * 2) end })
kept.y = 4
print("newindex function", kept.y)
print("loop", why(function() local t = {} setmetatable(t, { __index = t }) return t.x end))

local shut = setmetatable({}, { __metatable = "locked" })
print("protected", getmetatable(shut), pcall(setmetatable, shut, {}))
print("of text", getmetatable("").__index == string, getmetatable("").__add ~= nil)
print("tostring", tostring(setmetatable({}, { __tostring = function() return "me" end })))
print("name", (tostring(setmetatable({}, { __name = "Kind" })):gsub("0x%x+", "ADDR"):gsub(": %x+$", ": ADDR")))
local pairs_of = setmetatable({}, { __pairs = function() return function(_, k) if not k then return 1, "one" end end, {}, nil end })
local seen = {}
for key, value in pairs(pairs_of) do seen[#seen + 1] = key .. value end
print("pairs", #seen, seen[1])
print("callable chain", pcall(setmetatable({}, { __call = setmetatable({}, { __call = function(_, _, x) return x end }) }), 3))

local collected = {}
setmetatable({}, { __gc = function() collected[#collected + 1] = "table" end })
collectgarbage()
collectgarbage()
print("table collected", #collected)
local weak = setmetatable({}, { __mode = "v" })
weak[1], weak[2] = {}, "text"
collectgarbage()
print("weak values", weak[1], weak[2])
local keys = setmetatable({}, { __mode = "k" })
do local key = {} keys[key] = function() return key end key = nil end
collectgarbage()
print("ephemeron", next(keys) == nil)
