// The order of jobs: promises, async functions, iterators, timers; a rejection that nobody handles ends it with code 1
const log = [];
const note = (name) => () => log.push(name);
os.setTimeout(note("timer 10ms"), 10);
os.setTimeout(note("timer 0ms"), 0);
queueMicrotask(note("microtask"));
Promise.resolve().then(note("then 1")).then(note("then 2")).then(note("then 3"));
Promise.reject(new Error("no")).catch(note("catch")).finally(note("finally"));
(async () => {
  log.push("async starts");
  await null;
  log.push("after await");
  await { then: (resolve) => resolve(log.push("thenable")) };
  log.push("after thenable");
})();
(async () => {
  for await (const value of (async function* () { yield 1; yield Promise.resolve(2); })()) log.push(`yielded ${value}`);
})();
log.push("script ends");
const settled = Promise.allSettled([1, Promise.reject(2), new Promise((resolve) => os.setTimeout(() => resolve(3), 5))]);
settled.then((all) => log.push(all.map((one) => one.status[0] + (one.value ?? one.reason)).join()));
Promise.race([new Promise(() => {}), Promise.resolve("fast")]).then((value) => log.push(value));
Promise.any([Promise.reject(1), Promise.reject(2)]).catch((error) => log.push(`${error.name} ${error.errors}`));
const { promise, resolve } = Promise.withResolvers();
promise.then(note("resolved from outside"));
resolve();
os.setTimeout(() => {
  log.forEach((line, i) => print(i + 1, line));
  Promise.reject(new TypeError("nobody listens"));
}, 20);
