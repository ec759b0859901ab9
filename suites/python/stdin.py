# Standard input: a line, some characters, the rest; as text and as bytes
import sys

print("line", ascii(input()))
print("read", ascii(sys.stdin.read(5)))
print("rest of line", ascii(sys.stdin.readline()))
for index, line in enumerate(sys.stdin):
    print("each", index, ascii(line))
    if index == 1:
        break
print("rest", ascii(sys.stdin.read()))
print("end", ascii(sys.stdin.read()), sys.stdin.isatty(), sys.stdin.encoding)
try:
    input("prompt> ")
except EOFError as error:
    print()
    print("EOFError", error)
