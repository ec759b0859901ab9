"""Writes a component again without its custom sections: names, producers, DWARF, link information.

usage: strip.py IN OUT

Goes into nested core modules and components. Nothing that is left out changes what the component does; traces of calls
lose the names of functions. Places of the machine that built a toolchain, which its panics would print, become others of
the same length.
"""

import re
import sys

CUSTOM, CORE_MODULE, COMPONENT = 0, 1, 4
PREAMBLE = 8
# Where cargo unpacked a crate: a home folder, and below it a folder named after a registry and a digest.
PLACE = re.compile(rb"(?:/\w+)+/\.cargo/(?:registry/src/[\w.]+-[0-9a-f]{16})?")


def number(data: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number and the place after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def leb(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def stripped(data: bytes) -> bytes:
    if data[:4] != b"\0asm":
        raise SystemExit("strip.py: this is not a Wasm binary")
    is_component = data[4:PREAMBLE] == b"\x0d\0\1\0"
    out = [data[:PREAMBLE]]
    at = PREAMBLE
    while at < len(data):
        kind = data[at]
        size, start = number(data, at + 1)
        at = start + size
        body = data[start:at]
        if kind == CUSTOM:
            continue
        if is_component and kind in (CORE_MODULE, COMPONENT):
            body = stripped(body)
        out += [bytes([kind]), leb(len(body)), body]
    return b"".join(out)


if __name__ == "__main__":
    source, target = sys.argv[1:]
    with open(source, "rb") as file:
        result = stripped(file.read())
    result = PLACE.sub(lambda place: b"/crates".ljust(len(place[0]) - 1, b"_") + b"/", result)
    with open(target, "wb") as file:
        file.write(result)
