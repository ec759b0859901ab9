// ES modules: static, default, namespace and dynamic imports, cycles, top-level await
import area, { perimeter as around, Shape } from "./lib/shapes.js";
import * as shapes from "./lib/shapes.js";
import { isEven } from "./lib/even.js";
import config from "./lib/config.json" with { type: "json" };

print("default", area(2, 3));
print("renamed", around(2, 3));
print("namespace", Object.keys(shapes).sort().join(" "));
print("class", new Shape("square").describe());
print("live binding", shapes.made, (new Shape("x"), shapes.made));
print("cycle", isEven(10), isEven(7));
print("json", config.name, config.sizes.length);
print("this", this);
print("meta", import.meta.url.replace(/^.*\//, ""), import.meta.main);
const again = await import("./lib/shapes.js");
print("same module", again === shapes);
try {
  await import("./lib/missing.js");
} catch (error) {
  print("missing", error.constructor.name);
}
try {
  shapes.made = 0;
} catch (error) {
  print("assigned", error.constructor.name);
}
