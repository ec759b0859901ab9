# Regular expressions: groups, looks around, properties, replacements, errors
p "2026-11-20".match(/(?<year>\d{4})-(?<month>\d\d)/).named_captures.to_a, $~.pre_match, $~.post_match, $~[:year]
if /(?<word>\w+) (?<number>\d+)/ =~ "abc 42"
  p word, number, $1, Regexp.last_match.offset(:number)
end
p "a1 b2 c".scan(/(\w)(\d)/), "žluť kůň, x".scan(/\p{Alpha}+/), "αβ abc бв".scan(/\p{Greek}+|\p{Cyrillic}+/), "x٣".scan(/\d|[[:digit:]]/)
p "hello world".sub(/(\w+) (\w+)/, '\2 \1'), "1 20".gsub(/\d+/) { |n| (n.to_i * 2).to_s }, "cat".gsub(/[aeiou]/, "a" => "4"), "abc".gsub(/b/, '[\0]')
p "$10 $20% $3".scan(/(?<=\$)\d+(?![\d%])/), "abcb".index(/(?<!a)b/), "foobar"[/o+(?=b)/], "a,b;c".split(/([,;])/)
p "<a><b>"[/<.+?>/], "<a><b>"[/<.+>/], "aaab"[/(?>a+)b/], "aaa"[/a++a/].inspect, "abab"[/(ab)\1/], "((a)(b))"[/\((?:[^()]|\g<0>)*\)/]
p "one\ntwo"[/^t\w+$/], "a\nb".match?(/a.b/), "a\nb".match?(/a.b/m), "AbC" =~ /b/i, "x" !~ /y/, "é".match?(/É/i), "ſ".match?(/s/i)
p "a  b # c"[/a \s+ b # a comment
  /x], /a#{1 + 1}/.source, Regexp.escape("a.b*c d"), Regexp.union("a.b", /c/i), /(a)(?<b>b)?/.names
p "test".match(/(?<a>t)(?<b>x)?/).deconstruct_keys([:a, :b]).to_a, (case "k=v" when /(\w)=(\w)/ then [$1, $2] end)
p "foo.bar".tr(".", "_").match?(/\A\w+\z/), "ab12".slice(/[a-z]+(\d+)/, 1), "aXbX".rindex("X"), "path/to/x".rpartition(%r{/}), "abc".partition(/b/)
p "\u{1F469}\u200D\u{1F680}x".scan(/\X/).size, "\r\n".match?(/\A\R\z/), "a_b".scan(/[^\W_]/), "tel: 555".slice(/\h+\z/), "ab" =~ /(?<!^)b/
p Regexp.timeout.inspect, Regexp.linear_time?(/a+/), Regexp.linear_time?(/(a)\1/), /x/mix.options, /x/i.inspect, /x/.to_s, /a/ == /a/, /\//.source
["(", "[a", "*a", "a{2,1}", "(?<1>a)", "(?<=a+)b", "\\8", "[z-a]", "(?z)"].each do |bad|
  Regexp.new(bad)
  puts "#{bad} compiled"
rescue RegexpError => error
  puts "#{bad} #{error.message}"
end
