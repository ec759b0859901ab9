-- <const> and <close>, which came with 5.4, and loop variables, which 5.5 froze
local compile = loadstring or load
local function try(name, text)
  local chunk, message = compile(text, "=chunk")
  if chunk then print(name, pcall(chunk)) else print(name, "does not compile", message) end
end
try("const", "local x <const> = 5; return x")
try("const assigned", "local x <const> = 5; x = 6")
try("const captured", "local x <const> = 5; return (function() return x end)()")
try("unknown", "local x <other> = 5")
try("close", [[
  local out = {}
  do
    local a <close> = setmetatable({}, { __close = function(_, e) out[#out + 1] = "a " .. tostring(e) end })
    local b <close> = setmetatable({}, { __close = function(_, e) out[#out + 1] = "b " .. tostring(e) end })
    out[#out + 1] = "body"
  end
  return table.concat(out, ", ")
]])
try("close on error", [[
  local out = {}
  pcall(function()
    local a <close> = setmetatable({}, { __close = function(_, e) out[#out + 1] = "a " .. tostring(e) end })
    error("oops", 0)
  end)
  return table.concat(out, ", ")
]])
try("close of nil", "local a <close> = nil; return 'fine'")
try("close of number", "local a <close> = 1")
try("closed twice", "local a <close>, b <close> = nil, nil")
try("fourth of for", [[
  local out = {}
  for i in function(_, i) if i < 2 then return i + 1 end end, nil, 0, setmetatable({}, { __close = function() out[#out + 1] = "closed" end }) do
    out[#out + 1] = i
  end
  return table.concat(out, " ")
]])
try("loop variable", "local out = {} for i = 1, 3 do i = i * 2; out[#out + 1] = i end return table.concat(out, ' ')")
try("generic variable", "local last for _, v in ipairs({ 1, 2 }) do v = v * 2; last = v end return last")
try("integer division", "return 7 // 2")
try("named vararg", "local function f(...rest) return #rest end return f(1, 2)")
