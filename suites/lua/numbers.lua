-- Number formatting and arithmetic
print("division", 10 / 2)
print("power", 2 ^ 53)
print("sum", 1 + 2)
print("huge", math.huge, -math.huge)
print("tostring", tostring(3.0))
print("type", math.type and math.type(3) or "no math.type")
print("modulo", 7 % 3, -7 % 3, 7 % -3, 5.5 % 2)
print("remainder", math.fmod(-7, 3))
local infinite = 5 % math.huge
print("modulo inf", infinite == infinite and infinite or "not a number") -- the sign of a NaN is the machine's
print("modulo zero", (pcall(function() return 5 % 0 end)))
print("hexadecimal", 0xff, tonumber("0x10"), tonumber("1e2"))
print("as text", 10 .. 20, -7 .. "", 1.5 .. "")
print("based", tonumber("zz", 36), tonumber("777", 8), tonumber("9", 8), tonumber(" 12 "), tonumber("1 2"))
print("rounded", math.floor(3.7), math.ceil(3.2), math.floor(-3.5), math.floor(2 ^ 31 + 0.5))
print("extremes", math.max(1, 2.5), math.min(3, -1), math.abs(-7))
print("not a number", (0 / 0) ~= (0 / 0), 0 / 0 == 0 / 0)
print("compared", 1 == 1.0, 1 < 1.5, "a" < "b", "10" == 10)
print("counted", #{ 10, 20, 30 }, select("#", 1, nil, 3))
local steps = {}
for i = 1, 2, 0.25 do steps[#steps + 1] = tostring(i) end
print("loop", table.concat(steps, " "))
