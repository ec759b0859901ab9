-- goto and labels, which came with 5.2
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then goto continue end
    if i == 3 then goto done end
    print("pair", i, j)
    ::continue::
  end
end
::done::

do
  local n = 0
  ::again::
  n = n + 1
  if n < 3 then goto again end
  print("looped", n)
end

local closures = {}
do
  local i = 1
  ::top::
  local own = i
  closures[i] = function() own = own + 10 return own end
  i = i + 1
  if i <= 2 then goto top end
end
print("fresh locals", closures[1](), closures[1](), closures[2]())

local function why(text)
  local _, message = load(text, "=chunk")
  return message
end
print("no label", why("goto nowhere"))
print("into a local", why("goto past; local x; ::past:: print(x)"))
print("twice", why("::a:: ::a::"))
print("nested twice", why("::a:: do ::a:: end") or "allowed")
print("break outside", why("break"))
print("last label", why("do goto last; local x; ::last:: end") or "allowed")
