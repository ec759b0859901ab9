# The environment is what the case gives, and nothing of the machine
import os
import sys

given = ("EMPTY", "GREETING", "SPACED NAME")
for name in given:
    print(name, ascii(os.environ.get(name)))
print("missing", os.environ.get("WASSAY_IS_NOT_SET"), os.getenv("WASSAY_IS_NOT_SET", "default"))
os.environ["MADE"] = "here"
print("made", os.getenv("MADE"), "MADE" in os.environ)
del os.environ["MADE"]
print("expanded", os.path.expandvars("$GREETING, ${EMPTY}! $WASSAY_IS_NOT_SET"))
print("others", sorted(set(os.environ) - set(given)))
print("platform", sys.platform, os.name, sys.byteorder, sys.maxsize)
print("home", os.path.expanduser("~"))
