# Arguments arrive in ARGV, as UTF-8
puts "count #{ARGV.size}"
ARGV.each_with_index { |arg, index| puts [index, arg.inspect, arg.length, arg.encoding, arg.frozen?].join("\t") }
puts "script #{File.basename($0)}", "main #{__FILE__ == $0}"
require "optparse"
options = {}
rest = OptionParser.new do |parser|
  parser.on("-n", "--number N", Integer) { |n| options[:number] = n }
  parser.on("--[no-]colour") { |on| options[:colour] = on }
end.parse(ARGV)
puts options.sort.inspect, rest.inspect
begin
  OptionParser.new { |parser| parser.on("-n N", Integer) }.parse(["-n", "many"])
rescue OptionParser::InvalidArgument => error
  puts error.message
end
