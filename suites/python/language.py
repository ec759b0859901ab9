# The language: matching, dataclasses, enums, descriptors, and what 3.12 added
import dataclasses
import enum
import inspect
import types
import typing


@dataclasses.dataclass(order=True, slots=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)


class Colour(enum.Enum):
    RED = 1
    BLUE = enum.auto()


class Access(enum.Flag):
    READ = 1
    WRITE = 2


def kind(value):
    match value:
        case 0 | 1:
            return "small"
        case Point(x=0, y=y):
            return f"on the axis at {y}"
        case [first, *rest] if rest:
            return f"{first} and {len(rest)} more"
        case {"name": str(name), **others}:
            return f"named {name} with {sorted(others)}"
        case Colour.RED:
            return "red"
        case _:
            return "other"


print([kind(value) for value in (1, Point(0, 5), [1, 2, 3], {"name": "n", "k": 1}, Colour.RED, None)])
print(Point(1, 2), Point(1) < Point(1, 1), dataclasses.replace(Point(1), y=9), dataclasses.asdict(Point(3)))
print(Colour(2), Colour["RED"].name, repr(Colour.BLUE), [colour.name for colour in Colour], Access.READ | Access.WRITE, ~Access.READ)


class Positive:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return instance.__dict__[self.name]

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name} is {value}")
        instance.__dict__[self.name] = value


class Account:
    balance = Positive()

    def __init_subclass__(cls, /, label=None):
        cls.label = label

    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


class Savings(Account, label="saved"):
    pass


account = Savings()
account.balance = 5
try:
    account.balance = -1
except ValueError as error:
    print("descriptor", error, account.balance, Savings.label, Savings["x"])


class A:
    def who(self):
        return "A"


class B(A):
    def who(self):
        return "B" + super().who()


class C(A):
    def who(self):
        return "C" + super().who()


print("order", type("D", (B, C), {})().who(), [base.__name__ for base in type("D", (B, C), {}).__mro__])
print("signature", inspect.signature(lambda a, /, b=1, *args, c, **rest: 0), typing.get_type_hints(Point)["x"])
print("walrus", [half for n in range(6) if (half := n // 2) > 1], f"{1 + 1 = }", types.SimpleNamespace(a=1))
print("memory", memoryview(b"abcd")[::2].tobytes(), bytearray(b"x") * 3, slice(None, 5).indices(3))
for name, source in (
    ("type alias", "type Pair[T] = tuple[T, T]\nout = Pair.__value__, Pair.__name__"),
    ("type parameter", "def first[T](items: list[T]) -> T: return items[0]\nout = first([1]), first.__type_params__"),
    ("nested quotes", 'out = f"{"-".join(["a", f"{1}"])}"'),
):
    space = {}
    try:
        exec(source, space)
        print(name, space["out"])
    except SyntaxError as error:
        print(name, "is a syntax error")
