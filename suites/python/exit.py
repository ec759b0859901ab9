# sys.exit(7): what is pending is flushed, handlers run, the code arrives
import atexit
import sys

atexit.register(print, "at exit")
sys.stdout.write("without a newline; ")
try:
    try:
        sys.exit(3)
    except SystemExit as first:
        print("caught", first.code, isinstance(first, Exception))
        sys.exit(7)
finally:
    print("finally")
