# Set: in the library until 3.4, in the core since; what its inspect shows
one = Set.new([1])
puts "a file of the library: #{$LOADED_FEATURES.grep(%r{/set\.rb\z}).any?}"
p one, Set.new, Set[1, [2], nil, "x"]
puts one.to_s, "#{Set[:a]}"
a, b = Set[1, 2, 3], Set[3, 4]
p a | b, a & b, a - b, a ^ b, a <= Set[1, 2, 3, 4], a.superset?(Set[1]), a.disjoint?(b), a <=> Set[1]
p a.add?(3), a.add?(9)&.size, a.delete(9).to_a, a.include?(2), a === 2, [1, 5].to_set == Set[5, 1]
p a.group_by(&:odd?).map { |odd, all| [odd, all.to_a] }, a.partition(&:even?), a.map { |n| n * 2 }.class, a.select(&:odd?)
p Set[1, 2].hash == Set[2, 1].hash, Set[Set[1]].flatten, Set[3, 1, 2].sort, Set[1, 2].join("-")
p Set[1, "a", :b].classify(&:class).map { |kind, all| [kind, all.to_a] }, Set[1, 2].each_slice(1).to_a, Set[1] + [2]
nested = Set[1]
nested << nested
puts nested.inspect.sub(/0x\h+/, "0x0")
begin
  Set.new(5)
rescue ArgumentError => error
  puts error.message
end
begin
  Set[1].freeze << 2
rescue => error
  puts error.class, error.message[/\A[^:]+/]
end
class Tagged < Set; end
p Tagged[1], Tagged.new([1]).class, Set[1].eql?(Tagged[1]), Set[1] == Tagged[1]
case 2
when Set[1, 2] then puts "matched"
else puts "not matched"
end
