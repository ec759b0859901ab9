# Comparable, Enumerable, lazy sequences, pattern matching
class Version
  include Comparable
  attr_reader :parts
  def initialize(text) = @parts = text.split(".").map(&:to_i)
  def <=>(other) = parts <=> other.parts
  def succ = Version.new((parts[..-2] + [parts.last + 1]).join("."))
  def to_s = parts.join(".")
  def inspect = "v#{self}"
  def deconstruct = parts
  def deconstruct_keys(_keys) = { major: parts[0], minor: parts[1] }
end
v = ->(text) { Version.new(text) }
p v["1.10"] > v["1.9"], [v["2.0"], v["1.5"]].min, v["1.5"].clamp(v["1.6"], v["2.0"]), v["1.5"].between?(v["1.0"], v["2.0"])
p (v["1.1"]..v["1.4"]).to_a, (v["1.1"]..v["1.4"]).include?(v["1.3"]), v["1.0"] == v["1.0"], (v["1.1"]...).first(2)
case v["3.4.1"]
in { major: 3, minor: 4.. => minor } then puts "modern #{minor}"
end
case v["3.4.1"]
in [3, *rest] if rest.sum > 4 then puts "rest #{rest}"
end
config = { name: "x", ports: [80, 443], nested: { on: true } }
case config
in { name: String => name, ports: [Integer => first, *], nested: { on: true | false => on }, **nil } then p [name, first, on]
in { name:, ports: [first, *], nested: { on: } } then p [:loose, name, first, on]
end
p (1..Float::INFINITY).lazy.select(&:even?).map { |n| n * n }.reject { |n| n % 3 == 0 }.first(4), (1..3).lazy.map { |n| n + 1 }.inspect
p (1..3).each_entry.with_index(1).to_a, %w[a b c].each_cons(2).to_a, (1..7).each_slice(3).map(&:sum), (1..6).each_with_object([]) { |n, all| all << n if n.odd? }
p %w[apple bob cat].group_by(&:size).to_a, (1..6).partition(&:even?), %w[a b a].tally.to_a, [3, 1, 2].sort_by { -_1 }, [1, 2, 3, 4].chunk_while { |a, b| b == a + 1 }.to_a
p [1, 2, 4, 5].slice_when { |a, b| b != a + 1 }.to_a, [[1, :a], [2, :b]].to_h { |n, s| [s, n] }.to_a, %w[a b].zip([1, 2]), [1, [2, [3]]].flatten(1), [1, 2, 3].inject(:+)
p [3, 1, 2].minmax, %w[aa b].max_by(&:size), [1, 2, 3].sum { |n| n / 2.0 }, [0.1] * 3 == [0.1, 0.1, 0.1], [0.1, 0.2, 0.3].sum, [1, 2, 2, nil].uniq.compact, [1, 2, 3].cycle.first(5)
p [1, 2, 3, 4].bsearch { |n| n >= 3 }, [1, 2, 3].each_with_index.filter_map { |n, i| n * i if i > 0 }, [1, 2, 3].combination(2).count, %w[x y].product([1, 2]), [1, 2, 3].rotate
p Enumerator.produce(1) { |n| n * 2 }.take(6), Enumerator.new { |y| y << 1 << 2; y.yield 3 }.next, [4, 5].each.with_index(10).to_a, (1..3).reduce(1) { |a, b| a * b }
fiber = Fiber.new { |x| y = Fiber.yield(x + 1); "got #{y}" }
p fiber.resume(1), fiber.resume(:two), fiber.alive?
h = Hash.new { |hash, key| hash[key] = key.to_s * 2 }
p h[:ab], h.to_a, h.dig(:ab), { a: 1, b: 2 }.filter_map { |k, n| k if n > 1 }, { a: 1 }.merge({ a: 2, b: 3 }) { |_, old, new| old + new }.to_a, { b: 1, a: 2 }.sort.to_h.keys, { a: 1, b: 2 }.except(:a).keys, { a: nil }.compact.size
p [1, 2, 3].each_slice(2).size, [3, 5].pack("C*").unpack("C*"), (1..10).step(3).to_a, 1.step(2, 0.5).to_a, ("a".."e").each_cons(2).map(&:join), [1, 2] <=> [1, 3], [[2, "b"], [1, "a"]].sort
