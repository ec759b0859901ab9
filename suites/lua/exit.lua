-- Exit codes and what is flushed before them
io.write("written without a newline")
io.stderr:write("on its way out\n")
local guard = setmetatable({}, { __gc = function() print("collected") end })
os.exit(3, true)
print(guard, "never")
