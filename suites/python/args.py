# Arguments arrive in sys.argv as text, whatever they hold
import argparse
import os
import sys

print("count", len(sys.argv) - 1)
for index, arg in enumerate(sys.argv[1:], 1):
    print(index, ascii(arg), len(arg))
print("script", os.path.basename(sys.argv[0]))
parser = argparse.ArgumentParser(prog="args", add_help=False)
parser.add_argument("-n", type=int, default=1)
parser.add_argument("--name", choices=["a", "b"])
parser.add_argument("rest", nargs="*")
print(sorted(vars(parser.parse_args(sys.argv[1:])).items()))
parser.parse_args(["-n", "many"])
