-- Closures, varargs, tail calls, coroutines
local function counter() local n = 0 return function() n = n + 1 return n end end
local one, two = counter(), counter()
print("counters", one(), one(), two())
local made = {}
for i = 1, 3 do made[i] = function() return i end end
print("fresh in loops", made[1](), made[2](), made[3]())
print("varargs", (function(...) local x, y = ... return select("#", ...), x, y end)(nil, 2, nil))
print("select", select(-1, "a", "b"), select(2, "a", "b", "c"))
print("select zero", pcall(select, 0))
print("adjusted", (function() return 1, 2, 3 end)(), (function() return 1, 2 end)())
local function loop(n) if n == 0 then return "done" end return loop(n - 1) end
print("tail calls", loop(100000))

local yield = coroutine.yield
local echo = coroutine.create(function(a, b)
  print("started", a, b)
  local c = yield(a + b)
  print("resumed", c)
  local d, e = yield("second")
  print("resumed", d, e)
  return "end", 99
end)
print("resume", coroutine.resume(echo, 1, 2))
print("resume", coroutine.resume(echo, "x"))
print("status", coroutine.status(echo))
print("resume", coroutine.resume(echo, "y", "z"))
print("resume", coroutine.resume(echo))
print("status", coroutine.status(echo))
local gen = coroutine.wrap(function() for i = 1, 3 do yield(i) end end)
print("wrap", gen(), gen(), gen())
print("failing", coroutine.resume(coroutine.create(function() error("inside", 0) end)))
print("failing wrap", pcall(coroutine.wrap(function() error("inside", 0) end)))
print("failing object", type(select(2, pcall(coroutine.wrap(function() error({}) end)))))
print("across pcall", pcall(coroutine.wrap(function() return pcall(yield, "through") end)))
print("across metamethod", pcall(coroutine.wrap(function()
  return setmetatable({}, { __add = function() return yield("added") end }) + 1
end)))
print("across sort", pcall(coroutine.wrap(function() table.sort({ 2, 1 }, function() yield("sorting") end) end)))
print("across iterator", pcall(coroutine.wrap(function() for v in function() return yield("iterating") end do print(v) end end)))
print("outside", pcall(yield))
print("running", type(coroutine.running()), select("#", coroutine.running()))
print("yieldable", coroutine.isyieldable and coroutine.isyieldable() or "no or false")
print("itself", coroutine.wrap(function() return coroutine.resume(coroutine.running()) end)())
if coroutine.close then
  local open = coroutine.create(function() yield() end)
  coroutine.resume(open)
  print("closed", coroutine.close(open), coroutine.status(open))
else
  print("closed", "no coroutine.close")
end
