// JSON: order of keys, escapes, revivers, what has no JSON
print(JSON.stringify({ b: 1, a: [true, null, undefined], 10: "x", 2: "y", f() {}, s: Symbol("s") }));
print(JSON.stringify("\u2028\b\f\n\r\t\"\\/\x7f\u{1F600}\ud800"));
print(JSON.stringify([NaN, Infinity, -0, 1e21, 1e-7, 0.1 + 0.2]));
print(JSON.stringify({ when: new Date(0), map: new Map([[1, 2]]), set: new Set([1]), re: /x/, boxed: Object("text") }));
print(JSON.stringify({ toJSON: (key) => `as ${key || "root"}` }), JSON.stringify({ k: { toJSON: (key) => `as ${key}` } }));
print(JSON.stringify({ a: [1, { b: 2 }], c: {} }, null, 2));
print(JSON.stringify({ a: 1, b: 2, c: { a: 3 } }, ["a", "c"], "--"));
print(JSON.stringify({ a: 1, b: "x" }, (key, value) => (typeof value === "number" ? value + 1 : value)));
print(JSON.stringify(JSON.parse('{"a": [1, 2, {"b": 3}]}', (key, value) => (Array.isArray(value) ? value.length : value))));
print(JSON.stringify(JSON.parse('{"a": 1, "a": 2, "__proto__": 3}')));
print(JSON.parse('"\\u0041\\ud83d\\ude00"'), JSON.parse(" [1e3 , -0] ")[1] === 0, Object.is(JSON.parse("-0"), -0));
for (const bad of ["", "{a: 1}", "[1,]", "01", "'x'", '"\t"', "nul", "[1] 2"]) {
  try {
    JSON.parse(bad);
    print("accepted", bad);
  } catch (error) {
    print(error.name, JSON.stringify(bad), error.message);
  }
}
const ring = {};
ring.self = ring;
for (const value of [ring, 1n]) {
  try {
    JSON.stringify(value);
  } catch (error) {
    print(error.name, error.message);
  }
}
