# JSON: order, escapes, numbers, hooks, errors with their place
import decimal
import json

value = {"b": [1, 2.5, -0.0, 1e100, True, None], "a": {"text": "žluť \"\\\n\u2028\x7f 👍"}, 1: "one", None: "none"}
print(json.dumps(value))
print(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
print(json.dumps({"b": 1, "a": [1, {}], "c": []}, indent=2, sort_keys=True))
print(json.dumps([float("nan"), float("inf")]), json.dumps((1, 2)), json.dumps("\ud800"))
print(json.dumps({"when": 2 + 1j}, default=lambda thing: [thing.real, thing.imag]))
print(json.loads('{"a": 1, "a": 2, "big": 123456789012345678901234567890, "e": 1E-2}'))
print(json.loads("[1.10, 2]", parse_float=decimal.Decimal, parse_int=str))
print(json.loads('{"x": 1, "y": {"z": 2}}', object_pairs_hook=list))
print(json.loads('"\\ud83d\\ude00 \\u00e9"'), json.loads(b"\xff\xfe[\x001\x00]\x00"))
for bad in ("", "{", "{'a': 1}", "[1, 2", '{"a" 1}', "nul", '"\t"', "1 2", "[01]"):
    try:
        print("accepted", json.loads(bad))
    except json.JSONDecodeError as error:
        print(f"{bad!r:>10} {error.msg}: line {error.lineno} column {error.colno} (char {error.pos})")
for thing in ({1, 2}, {(1, 2): 3}, float("nan")):
    try:
        print(json.dumps(thing, allow_nan=False))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
ring = []
ring.append(ring)
try:
    json.dumps(ring)
except ValueError as error:
    print(type(error).__name__, error)
