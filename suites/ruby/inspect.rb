# What inspect shows: hashes, symbols, strings, structs, objects, ranges
p({ a: 1, "b" => nil, 3 => [4], nil => {}, "quoted key": 1, :+ => 2, :a? => 3, :b= => 4 })
puts({ a: { b: [1, { c: :d }] } }.to_s)
p [nil, true, 1.0, 1e100, 10**20, 1r, 2i, :sym, :"odd sym", "é\n\e\u200b\xff", 'a#{b}', "\u{1F600}"]
p 1..2, (1...), (..5), ("a".."c"), (1..10) % 3, 1.step(10, 4)
Point = Struct.new(:x, :y) do
  def length = Math.hypot(x, y)
end
Named = Struct.new(:name, keyword_init: true)
p Point.new(3, 4), Point.new(3, 4).length, Named.new(name: "n"), Named
Measure = Data.define(:amount, :unit)
p Measure.new(1, "m"), Measure.new(amount: 2, unit: "km").with(unit: "m")
class Plain
  def initialize = (@a, @b = 1, "two")
end
puts Plain.new.inspect.sub(/0x\h+/, "0x0")
p Object.new.then { |object| object.inspect.match?(/\A#<Object:0x\h+>\z/) }
p method(:puts).unbind.name, ->(a, b = 1, *c, d:, **e) {}.parameters, :upcase.to_proc.lambda?
p "caf\u00e9".encode("ISO-8859-1"), "abc".b, "\xE9".b, "a\0b", "\t\v\u0085"
p ENV.inspect.class, $stdout.inspect, self.to_s
p Exception.new("message"), KeyError.new("k"), RuntimeError.new(""), StandardError.new("two\nlines")
ring = [1]
ring << ring
looped = { self: nil }
looped[:self] = looped
p ring, looped
