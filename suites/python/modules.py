# What this build leaves out of the standard library
import hashlib
import importlib

MODULES = """
    array asyncio base64 bisect bz2 calendar collections csv ctypes curses datetime decimal difflib email fractions gzip
    hashlib heapq html http json locale logging lzma mmap multiprocessing operator pathlib pickle platform pprint queue
    random resource secrets select selectors shelve signal socket sqlite3 ssl statistics string struct subprocess
    tarfile tempfile textwrap threading time tkinter tomllib typing unicodedata unittest urllib uuid venv weakref xml
    zipfile zlib zoneinfo
"""
missing = []
for name in MODULES.split():
    try:
        importlib.import_module(name)
    except ImportError as error:
        missing.append(name)
print("asked", len(MODULES.split()))
print("missing", missing)
print("hashlib", [name for name in ("pbkdf2_hmac", "scrypt", "file_digest") if not hasattr(hashlib, name)])


def attempt(name, call):
    try:
        print(name, call())
    except (OSError, RuntimeError) as error:
        print(name, type(error).__name__, error)


import os
import socket
import subprocess
import threading

attempt("thread", lambda: threading.Thread(target=print, args=("ran",)).start())
attempt("process", lambda: subprocess.run(["true"], check=False).returncode)
attempt("socket pair", lambda: len(socket.socketpair()))
attempt("process id", lambda: os.getpid() > 0)
attempt("random", lambda: len(os.urandom(8)))
