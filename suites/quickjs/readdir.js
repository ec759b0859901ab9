// A directory's entries: `.` and `..` in the order given, then the names
const [names, error] = os.readdir("/src/fixtures/listing");
const dots = names.filter((name) => /^\.\.?$/.test(name));
const rest = names.filter((name) => !dots.includes(name)).sort(); // their order is the file system's
print([...dots, ...rest].join(" "));
print("error", error);
const [none, missing] = os.readdir("/src/no/such/directory");
print("missing", none.length, missing === std.Error.ENOENT);
const [stat] = os.stat("/src/fixtures/listing/a.txt");
print("stat", stat.size, (stat.mode & os.S_IFMT) === os.S_IFREG);
const [dir] = os.stat("/src/fixtures");
print("directory", (dir.mode & os.S_IFMT) === os.S_IFDIR);
print("read", JSON.stringify(std.loadFile("/src/fixtures/listing/b.txt")));
print("read missing", std.loadFile("/src/fixtures/listing/c.txt"));
print("read-only", std.open("/src/fixtures/new.txt", "w") === null);
