# Generators, iterators, context managers, async
import contextlib
import functools
import itertools
import types


def echo():
    received = None
    while received != "stop":
        try:
            received = yield received
        except ValueError as error:
            received = f"caught {error}"
    return "returned"


talk = echo()
print("sent", next(talk), talk.send("a"), talk.throw(ValueError("b")))
try:
    talk.send("stop")
except StopIteration as end:
    print("ended", end.value)


def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print("flattened", list(flatten([1, [2, [3, []], 4]])))
print("itertools", list(itertools.batched("abcde", 2)) if hasattr(itertools, "batched") else "no batched")
print("grouped", [(key, len(list(group))) for key, group in itertools.groupby("aabccc")], list(itertools.pairwise([1, 2, 3])))
print("accumulated", list(itertools.accumulate([1, 2, 3], initial=10)), list(zip("ab", itertools.count(5))))
print("reduced", functools.reduce(lambda a, b: a * b, range(1, 6)), list(map(pow, [2, 3], [3, 2])))


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print("cached", fibonacci(10), fibonacci.cache_info().hits)


@contextlib.contextmanager
def traced(name):
    print("enter", name)
    try:
        yield name.upper()
    finally:
        print("leave", name)


with contextlib.suppress(KeyError), traced("a") as a, traced("b"):
    print("inside", a)
    raise KeyError("suppressed")


@types.coroutine
def pause():
    return (yield "paused")


async def worker(name, items):
    for item in items:
        sent = await pause()
        print("worker", name, item, sent)
    return name


async def numbers():
    for number in range(3):
        await pause()
        yield number


class Held:
    async def __aenter__(self):
        await pause()
        print("held")
        return self

    async def __aexit__(self, kind, error, trace):
        print("released", kind.__name__)
        return True


async def main():
    print("async for", [number async for number in numbers()])
    async with Held():
        raise RuntimeError("inside")
    return await worker("last", "z")


# A loop of five lines: this build has no sockets, so asyncio's cannot start.
ready = [worker("a", [1, 2]), worker("b", [1]), main()]
while ready:
    task = ready.pop(0)
    try:
        task.send(None)
        ready.append(task)
    except StopIteration as end:
        print("done", end.value)
closed = worker("c", [1])
closed.send(None)
closed.close()
print("closed", closed.cr_frame)
