# `it`, numbered parameters, and other syntax that came one release at a time
def attempt(name, source)
  puts "#{name}\t#{eval(source).inspect}"
rescue SyntaxError
  puts "#{name}\tdoes not compile"
rescue Exception => error
  puts "#{name}\t#{error.class}: #{error.message.lines.first.chomp.sub(/ for (an instance of |#<|main).*/, "")}"
end
def Warning.warn(*, **) = nil
attempt("it", "[3, 4].map { it * 2 }")
attempt("it in a lambda", "-> { it.to_s }.call(1)")
attempt("it nested", "[[1, 2], [3]].map { it.map { it + 1 } }")
attempt("it as a local", "it = 5; [1].map { it }")
attempt("numbered", "[[1, 2]].map { _1 + _2 }")
attempt("endless method", "def twice(x) = x * 2; twice(4)")
attempt("shorthand hash", "x = 1; y = 2; { x:, y: }")
attempt("anonymous block", "def pass(&) = [1, 2].map(&); pass { |x| x + 1 }")
attempt("anonymous rest", "def all(*, **) = others(*, **); def others(*a, **b) = [a, b]; all(1, k: 2)")
attempt("anonymous rest in a block", "def inner(*) = proc { |*| [*] }; inner(1).call(2)")
attempt("find pattern", "case [1, 42, 5]; in [*, 40..50 => found, *] then found end")
attempt("pinned expression", "case 5; in ^(2 + 3) then :five end")
attempt("one line pattern", "({ a: [1, { b: 2 }] } in { a: [Integer, { b: }] }) && b")
attempt("data", "Data.define(:a).new(a: 1)")
attempt("keyword splat of nil", "def opts(**o) = o; opts(**nil)")
attempt("range of strings", "('a'..'e').each_slice(2).to_a")
attempt("range steps", "('a'..).step(2).first(2) rescue $!.class")
attempt("time steps", "(Time.at(0)..Time.at(2)).step(1).map(&:to_i)")
attempt("leading logic", "a = true\n  && false\na")
attempt("argument after block", "Array.new(2) { |i;x| x = i }")
attempt("index with a block", "a = [1]; a[0, &nil]")
attempt("heredoc", "<<~A + <<~'B'\n  a\#{1 + 1}\n    b\nA\n  c\#{d}\nB\n")
attempt("rescue modifier", "Integer('x') rescue 0")
attempt("flip flop", "(1..9).select { |i| true if (i == 3)..(i == 5) }")
attempt("ractor", "defined?(Ractor).to_s")
attempt("frozen literal", "'a' << 'b'")
attempt("hash order", "{ b: 1, a: 2 }.merge(c: 3).keys")
