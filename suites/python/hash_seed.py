# PYTHONHASHSEED: hashes of text are seeded, so the order of a set must never be what is compared
import os
import sys

print("seed", os.environ.get("PYTHONHASHSEED"), sys.flags.hash_randomization)
print("width", sys.hash_info.width, sys.hash_info.modulus, sys.hash_info.algorithm)
print("numbers", hash(1) == hash(1.0) == hash(True) == 1, hash(-1), hash(0.5) == hash(1 / 2))
print("texts", hash("wassay") == hash("was" + "say"), hash("") == 0, hash("a") != hash("b"))
print("tuples", hash((1, "a")) == hash((1, "a")), hash(frozenset("ab")) == hash(frozenset("ba")))
words = {"one", "two", "three", "four", "five"}
print("set", sorted(words))
print("dict", list({word: len(word) for word in sorted(words)}))
try:
    hash([])
except TypeError as error:
    print("list", error)
