# Strings: encodings, normal forms, cases, bytes, escapes
text = "Zoë 👩‍🚀 ﬁ Å"
p text.length, text.bytesize, text.grapheme_clusters.size, text.codepoints.last
%i[nfc nfd nfkc nfkd].each { |form| puts "#{form} #{text.unicode_normalize(form).length} #{"ﬁÅé".unicode_normalize(form).dump}" }
p "straße".upcase, "ǆ".capitalize, "Maße".downcase(:fold), "ΣΑΣ".downcase, "I".downcase(:turkic), "Äé".swapcase
p "a".casecmp?("A"), "ä".casecmp("Ä"), "ß".casecmp?("SS"), "é" == "e\u0301"
["UTF-16LE", "UTF-32BE", "ISO-8859-2", "Windows-1252", "Shift_JIS", "EUC-JP", "GB18030", "KOI8-R", "UTF-7"].each do |name|
  puts "#{name} #{"žluť€".encode(name).unpack1("H*")}"
rescue => error
  puts "#{name} #{error.class}: #{error.message}"
end
p "a\xffb".valid_encoding?, "a\xffb".scrub("?"), "a\xffb".inspect, "é".encode("US-ASCII", fallback: { "é" => "e" })
p "é€".encode("US-ASCII", xml: :text), "é".encode("US-ASCII", undef: :replace), "é".encode("ISO-8859-1", invalid: :replace).bytes
p "é".force_encoding("BINARY"), "é".b.length, "\u00e9".unpack("U*"), [233, 8364].pack("U*"), [1, 2].pack("s>l<").bytes
p "caf\u00e9".dump, "caf\\u00E9".then { |s| %("#{s}").undump }, "tab\there".inspect, 'sq\n'
p "hello world".tr("a-y", "b-z"), "aabbcc".squeeze("b"), "hello".delete("l-o"), "hello".count("lo"), "abc".succ, "az".succ, "Zz9".succ
p "%05.1f|%-6s|%+x|%08b|%e|%s" % [3.14159, "ab", 255, 37, 12345.678, nil], format("%<a>03d %{b}", a: 7, b: "x")
p "a,b;c".split(/[,;]/), "a  b".split, "abc".each_char.to_a, "ab\ncd\r\nef".lines, "a-b-c".rpartition("-"), "abc".unpack("a1 a*")
p "title case".split.map(&:capitalize).join(" "), "x".center(5, "*"), "abc".slice(1..), "abc"[-2, 2], "abcdef".byteslice(2, 3)
p "ab" <=> "b", "a" * 3, "abc".sum, "abc".crypt("ab") , "wassay".hash == "wassay".hash, "abc".ord, "a".upto("e").to_a
p "žluť"[1], "žluť".reverse, "žluť".index("ť"), "žluť".byteindex("ť"), "日本".ljust(4, "-"), "é".bytes, "日本".encoding, :"žluť".inspect
p "line1\nline2".each_line(chomp: true).to_a, "abc".start_with?(/[a-b]/), "path/to".delete_suffix("to"), "abc".casecmp("abd")
