# Files of a directory that the case owns: read, written, moved, removed, walked
import csv
import pathlib
import shutil
import sys
import tempfile

data = pathlib.Path(sys.argv[1])
print("found", sorted(path.relative_to(data).as_posix() for path in data.rglob("*")))
with open(data / "table.csv", newline="", encoding="utf-8") as table:
    rows = list(csv.DictReader(table))
print("rows", rows)
with open(data / "report.txt", "w", encoding="utf-8", newline="\n") as report:
    for row in sorted(rows, key=lambda row: int(row["size"]), reverse=True):
        print(f"{row['name']:<6}{int(row['size']):>4}", file=report)
print("size", (data / "report.txt").stat().st_size)
with open(data / "report.txt", "r+b") as report:
    report.seek(-1, 2)
    report.write(b" end\n")
    report.truncate()
with open(data / "table.csv", "a", encoding="utf-8") as table:
    table.write("moon,7\n")
(data / "old.txt").rename(data / "sub" / "new.txt")
(data / "made" / "deep").mkdir(parents=True)
shutil.copyfile(data / "sub" / "kept.txt", data / "made" / "deep" / "copy.txt")
(data / "made" / "bytes.bin").write_bytes(bytes(range(8)))
with tempfile.NamedTemporaryFile("w+", dir=data) as scratch:
    scratch.write("gone at the end")
    scratch.seek(0)
    print("temporary", scratch.read(4))
for attempt in (
    lambda: (data / "missing").read_text(),
    lambda: (data / "made").rmdir(),
    lambda: (data / "made").mkdir(),
    lambda: open(data / "sub").read(),
    lambda: open(data / "report.txt", "x"),
):
    try:
        print("did it", attempt())
    except OSError as error:
        print(type(error).__name__, error.strerror)
print("exists", (data / "old.txt").exists(), (data / "sub").is_dir(), (data / "report.txt").is_file())
print("left", sorted(path.relative_to(data).as_posix() for path in data.rglob("*")))
