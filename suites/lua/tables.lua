-- Tables: length, sorting, moving, unpacking
local unpack = unpack or table.unpack
local function show(t, n) local s = {} for i = 1, n or #t do s[i] = tostring(t[i]) end return table.concat(s, " ") end
print("length", #{ 1, 2, 3 }, #{ 1, 2, nil, 4 }, #{ n = 1 }, #"text")
local t = { 5, 2, 8, 1 }
table.sort(t)
print("sorted", show(t))
table.sort(t, function(a, b) return a > b end)
print("sorted down", show(t))
print("sort of mixed", (select(2, pcall(table.sort, { 1, "x" })):gsub("^.-:%d+: ", ""):gsub("number with string", "both"):gsub("string with number", "both")))
local many = {}
for i = 1, 1000 do many[i] = (i * 7919) % 1009 end
table.sort(many)
local ordered = true
for i = 2, #many do ordered = ordered and many[i - 1] <= many[i] end
print("sorted many", ordered, many[1], many[1000])
table.insert(t, 9)
table.insert(t, 1, 0)
print("inserted", show(t))
print("insert outside", pcall(table.insert, { 1, 2 }, 9, "x"))
print("insert of three", pcall(table.insert, { 1 }, 1))
print("removed", table.remove(t), table.remove(t, 1), show(t))
print("remove of none", table.remove({}), select("#", table.remove({})))
print("remove outside", pcall(table.remove, { 1, 2, 3 }, 7))
print("joined", table.concat({ 1, 2, 3 }, ", "), table.concat({ 1, 2, 3 }, "-", 2, 3), table.concat({}) == "")
-- 5.3 hands a 64-bit index to `%d` of C: which number is printed is then an accident of the build.
print("join of nil", (select(2, pcall(table.concat, { 1, nil, 3 }, ",", 1, 3)):gsub("%d+", "N")))
print("join of floats", table.concat({ 1.5, 2.0, 1e100 }, " "))
print("unpacked", unpack({ 1, 2, 3 }))
print("unpacked part", unpack({ 1, 2, 3 }, 2, 4))
print("unpack too many", pcall(unpack, {}, 1, 1e7))
print("packed", table.pack and table.pack(1, nil, 3).n or "no table.pack")
if table.move then
  print("moved", show(table.move({ 1, 2, 3, 4 }, 2, 4, 1)), show(table.move({ 1, 2 }, 1, 2, 2)), show(table.move({ 1, 2 }, 1, 2, 1, { 9, 9, 9 })))
else
  print("moved", "no table.move")
end
print("created", table.create and #table.create(10) or "no table.create")
local keys = {}
for key in pairs({ 10, 20, 30 }) do keys[#keys + 1] = key end
print("keys", show(keys))
keys = {}
for i, value in ipairs({ 1, 2, nil, 4 }) do keys[i] = value end
print("ipairs stops", #keys)
local proxy = setmetatable({}, { __index = function(_, i) if i <= 3 then return i * 10 end end, __len = function() return 3 end })
keys = {}
for i, value in ipairs(proxy) do keys[i] = value end
print("ipairs of proxy", #keys)
print("length of proxy", #proxy)
print("unpack of proxy", unpack(proxy))
print("join of proxy", pcall(table.concat, proxy, ","))
print("next", next({}), next({ "only" }), pcall(next, {}, "missing"))
print("rawequal", rawequal(t, t), rawequal({}, {}), rawget(proxy, 1), rawlen and rawlen(proxy) or "no rawlen")
local holes = { 1, 2, 3 }
for key in pairs(holes) do holes[key] = nil end
print("cleared while walking", next(holes))
