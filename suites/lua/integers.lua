-- Integers of 64 bits: division, overflow, bits, conversion
local function why(f, ...)
  local ok, message = pcall(f, ...)
  return ok, type(message) == "string" and (message:gsub("^[^:]*:%d+: ", "")) or message
end
print("floor division", 7 // 2, -7 // 2, 7 // -2, 7.0 // 2)
print("division by zero", why(function() return 1 // 0 end))
print("modulo by zero", why(function() return 1 % 0 end))
print("float by zero", 1.0 // 0, -1 // 0.0)
print("limits", math.maxinteger, math.mininteger)
print("wraps", math.maxinteger + 1 == math.mininteger, math.mininteger - 1, math.maxinteger * 2)
print("negated", -math.mininteger, math.abs(math.mininteger), math.mininteger // -1, math.mininteger % -1)
print("literals", 9223372036854775807, 9223372036854775808, 0x7fffffffffffffff, 0xffffffffffffffff, 0x1ffffffffffffffff)
print("bits", 0xf0 & 0x3c, 0xf0 | 0x0f, 0xff ~ 0x0f, ~0)
print("shifts", 1 << 62, 1 << 63, 1 << 64, -1 >> 60, 1 << -1, 2 >> -3)
print("bits of floats", 3.0 & 1, why(function() return 3.5 & 1 end))
print("bits of text", why(function() return "7" & 3 end))
print("bits of a table", why(function() return {} | 1 end))
print("kinds", math.type(1), math.type(1.0), math.type("1"), math.type(2 ^ 31), math.type(7 // 1), math.type(7 / 1))
print("to integer", math.tointeger(3.0), math.tointeger(3.5), math.tointeger(2 ^ 63), pcall(math.tointeger, "8"))
print("unsigned", math.ult(1, -1), math.ult(-1, 1))
print("equal", 1 == 1.0, math.maxinteger + 0.0 == math.maxinteger, math.maxinteger + 0.0)
print("order", math.maxinteger < math.maxinteger + 0.0, 2 ^ 63 > math.maxinteger, math.mininteger <= -2 ^ 63)
print("formatted", string.format("%d %5d|%-5d|%05d %x %X %o", 42, 42, 42, 42, 255, 255, 8))
print("float as %d", string.format("%d", 3.0), pcall(string.format, "%d", 3.5))
print("text as number", "10" + 1, "10" // 3, "1e1" + 0, why(function() return "0x10" | 0 end))
local count, last = 0, nil
for i = math.maxinteger - 2, math.maxinteger do
  count, last = count + 1, i
  if count > 4 then break end -- 5.3 wraps around and would go on for ever
end
print("loop to the end", count, last)
print("loop with step zero", why(function() for _ = 1, 2, 0 do return "entered" end end))
