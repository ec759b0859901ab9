# Text: encodings, normal forms, cases, widths, names
import codecs
import unicodedata

text = "Zoë 👩‍🚀 ﬁ Å"
print("lengths", len(text), len(text.encode()), len(text.encode("utf-16-le")))
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    print(form, len(unicodedata.normalize(form, text)), ascii(unicodedata.normalize(form, "ﬁÅé")))
print("cases", "straße".upper(), "İ".lower() == "i̇", "ǆ".title(), "Maße".casefold(), "ΣΑΣ".lower())
print("names", unicodedata.name("€"), unicodedata.lookup("SNOWMAN"), unicodedata.category("ž"), unicodedata.east_asian_width("中"))
print("digits", int("١٢٣"), "²".isdigit(), "²".isdecimal(), "½".isnumeric(), unicodedata.numeric("½"))
print("identifiers", "naïve".isidentifier(), "2x".isidentifier(), "ª".isalpha())
print("split", "a\u2028b\x0bc\r\nd".splitlines(), "a\u00a0b c".split())
print("escaped", "\N{GREEK SMALL LETTER ALPHA}", ascii("é👍"), repr("\u200b\x7f'"), "é".encode("unicode_escape"))
for encoding in ("utf-8", "utf-16", "utf-32-be", "latin-1", "cp1252", "cp1250", "shift_jis", "gb18030", "koi8-r", "punycode", "idna"):
    try:
        print(encoding, "žluť €".replace(" ", "").encode(encoding).hex())
    except UnicodeError as error:
        print(encoding, type(error).__name__, error)
for errors in ("ignore", "replace", "backslashreplace", "surrogateescape"):
    print(errors, ascii(b"a\xffb".decode(errors=errors)))
print("xml", "é<€>".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "namereplace"))
decoder = codecs.getincrementaldecoder("utf-8")()
print("incremental", [decoder.decode(bytes([byte])) for byte in "€".encode()])
print("formatted", f"{'é':>4}|{'中':^5}|{1234567.891:,.2f}|{255:#_b}|{0.125:.1%}|{'x'!r:>5}")
print("translated", "hello".translate(str.maketrans("el", "ip", "o")), "a-b_c".partition("-"), "www.x.w".strip("w."))
print("compared", sorted(["ä", "a", "z", "Z", "é"]), "é" == "e\u0301")
