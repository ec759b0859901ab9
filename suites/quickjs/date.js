// Dates: the clock stands at 2000-01-01, and runs by what the guest waits for
const start = Date.now();
print(new Date(start).toISOString().slice(0, 16));
print("offset", new Date(start).getTimezoneOffset());
print(new Date(0).toISOString(), new Date(8.64e15).toISOString(), new Date(8.64e15 + 1).getTime());
print(new Date(2024, 1, 29, 12).toISOString(), new Date(2023, 1, 29).getDate(), new Date(99, 0).getFullYear());
print(Date.UTC(2026, 10, 20), Date.parse("2026-11-20"), Date.parse("2026-11-20T10:00:00+02:00"), Date.parse("nonsense"));
print(new Date(Date.UTC(2026, 10, 20, 1, 2, 3)).toUTCString());
print(new Date(0).toString());
print(JSON.stringify(new Date(NaN)), String(new Date(NaN)));
const later = new Date(Date.UTC(2024, 0, 31));
later.setUTCMonth(1);
print(later.toISOString());
os.setTimeout(() => {
  const waited = Date.now() - start;
  print("an hour later", waited >= 3600000 && waited < 3601000);
}, 3600000);
