// An uncaught exception: message and stack on stderr, exit code 1
class Refused extends Error {
  name = "Refused";
}
const attempt = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.constructor.name}: ${error.message}`;
  }
};
print(attempt(() => null.field));
print(attempt(() => undefinedName));
print(attempt(() => (0)()));
print(attempt(() => new Array(-1)));
print(attempt(() => "x".repeat(-1)));
print(attempt(() => decodeURIComponent("%")));
print(attempt(() => new Function("let a; let a")));
print(attempt(() => JSON.parse("{")));
print(attempt(() => { const fixed = 1; fixed = 2; }));
print(attempt(() => { "use strict"; Object.freeze([1]).push(2); }));
print(attempt(() => { throw new AggregateError([new Error("a"), new Refused("b")], "both"); }));
const cause = new Error("the cause");
function fail() {
  throw new Refused("the end of it", { cause });
}
print("cause kept", attempt(() => { try { fail(); } catch (error) { return error.cause === cause; } }));
fail();
