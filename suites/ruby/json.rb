# JSON: order, escapes, numbers, options, errors
require "json"
value = { "b" => [1, 2.5, -0.0, 1e100, true, nil], a: { text: "žluť \"\\\n\u2028\x7f 👍</script>" }, 1 => "one", nil => "none" }
puts JSON.generate(value), value.to_json == JSON.generate(value)
puts JSON.generate(value, ascii_only: true), JSON.generate("</script>", script_safe: true)
puts JSON.pretty_generate({ b: 1, a: [1, {}], c: [] })
puts JSON.generate([1r, 2i, :sym, 1..2, Object, Time.at(0).utc])
puts JSON.parse('{"a": 1, "b": [1.5, 1E3, -0.0, null], "big": 123456789012345678901234567890}').to_a.inspect
puts JSON.parse('{"a": {"b": 1}}', symbolize_names: true).dig(:a, :b), JSON.parse("2"), JSON.parse("null").inspect
puts JSON.parse('"\ud83d\ude00 \u00e9 \/"').inspect, JSON.parse("[NaN]", allow_nan: true).first.nan?
puts JSON.parse('{"a": 1, // comment
 "b": 2}').to_a.inspect
class Point
  def initialize(x) = @x = x
  def to_json(*) = { "x" => @x }.to_json(*)
end
puts [Point.new(1)].to_json, JSON.dump({ a: Point.new(2) })
["", "{", "{'a': 1}", "[1, 2", '{"a" 1}', "nul", "[01]", "[1,]", '["\x01"]'].each do |bad|
  puts "#{bad.inspect} accepted #{JSON.parse(bad).inspect}"
rescue JSON::ParserError => error
  puts "#{bad.inspect} #{error.class}"
end
[Float::NAN, Float::INFINITY, "\xff"].each do |thing|
  puts JSON.generate(thing)
rescue JSON::GeneratorError, EncodingError => error
  puts "#{error.class}: #{error.message}"
end
begin
  puts JSON.parse("[" * 101 + "]" * 101).flatten.inspect
rescue JSON::NestingError => error
  puts error.message
end
