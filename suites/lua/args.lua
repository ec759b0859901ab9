-- Arguments
print("count", #arg)
for i = 1, #arg do print(i, arg[i], #arg[i]) end
print("script", (arg[0]:gsub("^.*/", "")))
print("after the last", arg[#arg + 1])
