# Recursion through C code runs over the small stack of this build; the interpreter's own limit comes too late
import functools


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print("depth 20", fibonacci(20), flush=True)
print("depth 200", fibonacci(200), flush=True)
