-- Reading standard input by lines, numbers and blocks
print("line", io.read())
print("number", io.read(io.read and "*n" or "n"))
print("rest of line", io.read())
print("block", io.read(4))
print("none", io.read(0))
print("line again", io.read("*l"))
for line in io.lines() do
  if line == "stop" then break end
  print("each", line, #line)
end
local rest = io.read("*a")
print("rest", #rest, rest:byte(1, -1))
print("at the end", io.read("*a") == "", io.read("*l"), io.read(0))
