# SQLite in memory: types, parameters, transactions, functions, errors
import sqlite3

db = sqlite3.connect(":memory:")
db.execute("create table item (id integer primary key, name text unique not null, size real, data blob)")
db.executemany("insert into item (name, size, data) values (?, ?, ?)", [("žluť", 1.5, b"\x00\xff"), ("b", None, None), ("c", 2, b"")])
print("rows", db.execute("select * from item order by id").fetchall())
print("named", db.execute("select name from item where size > :least order by size desc", {"least": 1}).fetchall())
print("types", db.execute("select typeof(1), typeof(1.0), typeof('x'), typeof(x'00'), typeof(null)").fetchone())
print("last", db.execute("insert into item (name) values ('d')").lastrowid, db.total_changes)
db.commit()
try:
    with db:
        db.execute("delete from item")
        db.execute("insert into item (name) values ('x'), ('x')")
except sqlite3.IntegrityError as error:
    print("rolled back", error, db.execute("select count(*) from item").fetchone())
db.create_function("twice", 1, lambda text: text * 2, deterministic=True)
db.create_collation("backwards", lambda a, b: (a < b) - (a > b))
print("function", db.execute("select twice(name) from item order by name collate backwards").fetchall())
print("window", db.execute("select name, row_number() over (order by name desc) from item order by 2").fetchall())
print("recursive", db.execute("with recursive n(i) as (select 1 union all select i * 2 from n where i < 100) select group_concat(i, ' ') from n").fetchone())
print("json", db.execute("""select json_extract('{"a": [1, {"b": 2}]}', '$.a[1].b')""").fetchone())
print("upsert", db.execute("insert into item (name, size) values ('b', 9.5) on conflict (name) do update set size = excluded.size returning name, size").fetchall())
db.row_factory = sqlite3.Row
row = db.execute("select id, name from item order by id limit 1").fetchone()
print("row", row.keys(), row["name"], tuple(row))
for statement in ("select * from missing", "selec 1", "select ?", "insert into item (name) values (null)"):
    try:
        db.execute(statement)
    except sqlite3.Error as error:
        print(type(error).__name__, error)
print("dump", [line for line in db.iterdump()][1:3])
