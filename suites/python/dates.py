# Dates without a clock: arithmetic, formats, zones, calendars
import calendar
import datetime
import time

utc = datetime.timezone.utc
start = datetime.datetime(2024, 2, 28, 23, 59, 59, 999999, tzinfo=utc)
print("next", start + datetime.timedelta(microseconds=1), (start + datetime.timedelta(days=1)).date())
print("formats", start.isoformat(), start.strftime("%A %d %B %Y %H:%M:%S.%f %j %U %z"), f"{start:%y%m%d}")
print("read", datetime.datetime.fromisoformat("2024-02-29T12:00:00+02:00").astimezone(utc), datetime.date.fromisoformat("20240229"))
print("parsed", datetime.datetime.strptime("29 Feb 2024 01:02", "%d %b %Y %H:%M"), datetime.datetime.strptime("+0130", "%z").tzinfo)
print("stamps", start.timestamp(), datetime.datetime.fromtimestamp(0, utc), datetime.datetime.fromtimestamp(-1.5, utc))
print("week", start.isocalendar(), datetime.date(2024, 12, 30).isocalendar()[:2], datetime.date.fromisocalendar(2024, 1, 1))
print("difference", datetime.date(2024, 3, 1) - datetime.date(2023, 3, 1), datetime.timedelta(days=-1, seconds=1), datetime.timedelta(hours=1) / 7)
print("zone", datetime.timezone(datetime.timedelta(hours=-3, minutes=-30)), utc.utcoffset(None))
print("limits", datetime.datetime.max, datetime.date.min, datetime.timedelta.max)
print("calendar", int(calendar.monthrange(2024, 2)[0]), calendar.monthrange(2024, 2)[1], calendar.isleap(1900), calendar.timegm((2000, 1, 1, 0, 0, 0)))
print(calendar.month(2026, 11), end="")
print("struct", time.gmtime(86400)[:8], time.strftime("%Y-%m-%d", time.gmtime(0)), time.asctime(time.gmtime(0)))
print("local", time.tzname[0], time.timezone, time.localtime(0).tm_hour)
for call in (lambda: datetime.date(2023, 2, 29), lambda: datetime.datetime.strptime("x", "%Y"), lambda: start < datetime.datetime(2024, 1, 1),
             lambda: datetime.date.max + datetime.timedelta(1), lambda: datetime.datetime.fromisoformat("2024-13-01")):
    try:
        print(call())
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
