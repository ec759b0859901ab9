# Exceptions: messages, notes, groups, causes; the last one ends the program with a traceback
import traceback


class Refused(ValueError):
    pass


def attempt(name, call):
    try:
        print(name, call())
    except Exception as error:
        print(name, type(error).__name__, error)


attempt("division", lambda: 1 / 0)
attempt("index", lambda: [][1])
attempt("key", lambda: {}["missing"])
attempt("attribute", lambda: "x".nothing)
attempt("number", lambda: int("ten"))
attempt("concatenated", lambda: "a" + 1)
attempt("name", lambda: undefined_name)
attempt("unpacked", lambda: (lambda a, b: a)(*[1, 2, 3]))
attempt("keyword", lambda: print(end="", no=1))
attempt("iterated", lambda: list(5))
attempt("decoded", lambda: b"\xff\xfe".decode())
attempt("encoded", lambda: "\ud800".encode())
attempt("large", lambda: float(10**400))
attempt("asserted", lambda: exec("assert 1 > 2, 'never'"))
attempt("recursion", lambda: (lambda f: f(f))(lambda f: f(f)))
attempt("syntax", lambda: compile("a = = 1", "chunk", "exec"))
attempt("indented", lambda: compile("if 1:\nx", "chunk", "exec"))
attempt("module", lambda: __import__("no_such_module"))

noted = Refused("with notes")
noted.add_note("the first note")
print("noted", "".join(traceback.format_exception_only(noted)).splitlines())
try:
    raise ExceptionGroup("several", [ValueError(1), KeyError("k"), ExceptionGroup("inner", [ValueError(2)])])
except* ValueError as group:
    print("values", [str(error) for error in group.exceptions])
except* KeyError as group:
    print("keys", [str(error) for error in group.exceptions])


def fail():
    try:
        {}["absent"]
    except KeyError as error:
        raise Refused("the end of it") from error


fail()
