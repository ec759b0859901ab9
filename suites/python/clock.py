# The clock stands at 2000-01-01 and runs by what the guest waits for: an hour of sleep passes at once
import datetime
import time

start, began = time.time(), time.monotonic()
print("now", datetime.datetime.fromtimestamp(start, datetime.timezone.utc).strftime("%Y-%m-%d %H:%M"))
time.sleep(3600)
print("wall", round(time.time() - start))
print("monotonic", round(time.monotonic() - began))
print("after", datetime.datetime.now().strftime("%H:%M"), datetime.date.today())
