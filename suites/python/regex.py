# Regular expressions: groups, looks around, flags, replacements, errors
import re

print("groups", re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2026-11-20").groupdict())
print("spans", [match.span() for match in re.finditer(r"a(b)?", "ab a abb")])
print("findall", re.findall(r"(\w)(\d)", "a1 b2 c"), re.findall(r"\b\w+\b", "žluť kůň, x"))
print("ascii", re.findall(r"\w+", "žluť x", re.ASCII), re.findall(r"\d", "١2"))
print("sub", re.sub(r"(\w+) (\w+)", r"\2 \g<1>", "hello world"), re.subn("", "-", "abc"))
print("function", re.sub(r"\d+", lambda match: str(int(match[0]) * 2), "1 20 x3"))
print("split", re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b"), re.split(r"x*", "axb"))
print("looks", re.findall(r"(?<=\$)\d+(?!\d|%)", "$10 $20% $3"), re.search(r"(?<!a)b", "abcb").start())
print("conditional", [bool(re.fullmatch(r"(<)?a(?(1)>)", text)) for text in ("a", "<a>", "<a", "a>")])
print("lazy", re.match(r"<.+?>", "<a><b>")[0], re.match(r"<.+>", "<a><b>")[0])
print("possessive", re.match(r"a++a", "aaa"), re.match(r"(?>a+)b", "aaab")[0])
print("verbose", re.compile(r"""(\d+)  # digits
    \s* px""", re.X | re.I).match("12 PX").group(1))
print("lines", re.findall(r"^\w+$", "one\ntwo three\nfour", re.M), bool(re.match("a.b", "a\nb")), bool(re.match("a.b", "a\nb", re.S)))
print("folded", bool(re.match("ſ", "S", re.I)), bool(re.match("ß", "ẞ", re.I)), bool(re.match("K", "\u212a", re.I)))
print("bytes", re.findall(rb"[^\x00-\x7f]", "é".encode()), re.escape("a.b*c d"))
print("scanner", re.compile(r"\w").search("  ab", 3).group(), re.compile("^a").match("ba", 1))
print("repr", re.compile("a", re.I | re.M), re.match("a", "abc"))
for bad in ("(", "[a", "*a", "a{2,1}", r"(?P<1>a)", r"(?<=a+)b", r"\8", "(?z)"):
    try:
        re.compile(bad)
        print("compiled", bad)
    except re.error as error:
        print(f"{bad!r:>12} {error.msg} at {error.pos}")
