// Arguments arrive in scriptArgs, after the script
print("count", scriptArgs.length - 1);
scriptArgs.slice(1).forEach((arg, i) => print(i + 1, JSON.stringify(arg), [...arg].length));
print("script", scriptArgs[0].replace(/^.*\//, ""));
