# Time: the clock stands at 2000-01-01 and runs by what the guest waits for; dates, zones, formats
require "date"
require "time"
start, began = Time.now, Process.clock_gettime(Process::CLOCK_MONOTONIC)
puts start.utc.strftime("%F %H:%M"), start.utc_offset, Date.today
sleep 3600
puts (Time.now - start).round, (Process.clock_gettime(Process::CLOCK_MONOTONIC) - began).round
leap = Time.utc(2024, 2, 28, 23, 59, 59.5r)
p leap, leap + 0.5, leap.to_f, leap.yday, leap.monday?, leap.round, leap - Time.utc(2024, 1, 1), leap.to_a.first(6)
puts leap.iso8601(3), leap.httpdate, leap.rfc2822, leap.getlocal("+05:30"), leap.strftime("%A %-d %B %Y %I:%M %p %j %U %s %L %z %%")
p Time.at(0, in: "UTC"), Time.at(1.5).utc.nsec, Time.new(2024, 2, 29, 12, 0, 0, "+02:00").utc, Time.gm(2000) <=> Time.gm(2001)
p Time.new("2024-12-25 00:56:17 +0900").utc, Time.parse("25 Dec 2024 10:00 UTC"), Time.strptime("2024/12/25", "%Y/%m/%d").day, Time.iso8601("2024-12-25T00:00:00Z")
p Date.new(2024, 2, 29) >> 12, Date.new(2024, 1, 31) >> 1, (Date.new(2024, 3, 1) - Date.new(2023, 3, 1)).to_i, Date.new(2024, 12, 30).cwyear, Date.valid_date?(2023, 2, 29), Date.parse("3rd Feb 2001").to_s
p DateTime.new(2001, 2, 3, 4, 5, 6, "+7").to_s, Date.new(2001, 2, -1).day, (Date.new(2024, 1, 1)..Date.new(2024, 1, 5)).count(&:saturday?), Date.new(1582, 10, 4).next_day.to_s, Date::ABBR_DAYNAMES.first
[-> { Date.new(2023, 2, 29) }, -> { Time.parse("nonsense") }, -> { Time.utc(2024, 13) }, -> { Time.new("2024-13-01 00:00:00") }, -> { Time.at("x") }].each do |call|
  p call.call
rescue => error
  puts "#{error.class}: #{error.message}"
end
