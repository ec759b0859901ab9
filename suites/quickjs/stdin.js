// Standard input by lines, bytes and as a whole
print("line", JSON.stringify(std.in.getline()));
print("byte", std.in.getByte());
const bytes = new Uint8Array(4);
print("read", std.in.read(bytes.buffer, 0, 4), bytes.join());
print("line", JSON.stringify(std.in.getline()));
print("rest", JSON.stringify(std.in.readAsString()));
print("end", std.in.getline(), std.in.eof());
print("environment", JSON.stringify(std.getenviron()));
