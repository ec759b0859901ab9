# NoMethodError and its neighbours: how the receiver and the place are named
def attempt(name)
  puts "#{name}\t#{yield.inspect}"
rescue Exception => error
  puts "#{name}\t#{error.class}: #{error.message.lines.first.chomp.gsub(/0x\h+/, "0x0")}"
end
class Plain
  def shy = 1
  private :shy
end
module Tools; end
attempt("nil") { nil.foo }
attempt("nil index") { nil[0] }
attempt("nil plus") { nil + 1 }
attempt("true") { true.foo }
attempt("number") { 1.foo }
attempt("text") { "x".foo }
attempt("object") { Plain.new.foo }
attempt("class") { Plain.foo }
attempt("module") { Tools.foo }
attempt("private") { Plain.new.shy }
attempt("name") { foo }
attempt("name call") { foo() }
attempt("constant") { Missing }
attempt("constant in") { Plain::Missing }
attempt("ivar") { instance_variable_get("bad") }
attempt("arguments") { [].first(1, 2) }
attempt("own arguments") { def two(a, b) = a; two(1) }
attempt("keywords") { def named(a:, b: 1) = a; named(c: 1) }
attempt("unknown keyword") { named(a: 1, c: 2) }
attempt("coerce") { 1 + "2" }
attempt("coerce nil") { 1 + nil }
attempt("implicit") { "a" + 1 }
attempt("convert") { Integer("ten") }
attempt("float") { Float("1x") }
attempt("key") { { a: 1 }.fetch(:b) }
attempt("text key") { { "a" => 1 }.fetch("b") }
attempt("index") { [1].fetch(9) }
attempt("frozen") { "a".freeze << "b" }
attempt("frozen hash") { { a: 1 }.freeze[:b] = 1 }
attempt("compare") { [1, "a"].sort }
attempt("compare max") { [nil, 1].max }
attempt("zero") { 1 / 0 }
attempt("range") { ("a"..1).to_a }
attempt("iterator") { [1].each.tap { |e| e.next; e.next } }
attempt("pattern") { case { a: 1 }; in { b: } then b; end }
attempt("pattern key") { { a: 1 } => { b: } }
attempt("next") { proc { |x| next x }.call(1) }
attempt("super") { Class.new { def go = super }.new.go }
attempt("throw") { throw :nobody }
attempt("encoding") { "é" + "\xE9".dup.force_encoding("ISO-8859-1") }
attempt("stack") { def deep = deep; deep }
attempt("syntax") { eval("1 +* 2") }
attempt("file") { File.read("/src/no/such/file") }
attempt("require") { load "/src/no/such/file.rb" }
