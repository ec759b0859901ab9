# Integers, floats, rationals, complex numbers, bigdecimal where it is
p 2**200, -7 / 2, -7 % 2, -7.remainder(2), 7.divmod(-2), 2**-2, 0**0
p 255.to_s(2), "ff".hex, "0b11".to_i(0), 1_000.digits, 10.gcd(4), 10.lcm(4), 5.bit_length, ~5, 1 << 70, -1 >> 3, 5[0], 6.ceildiv(4), 20.pow(3, 7)
p Integer.sqrt(10**20), 10.fdiv(4), 7.9.floor, 3.7.truncate, -3.7.round, 2.5.round, 2.5.round(half: :even), 1234.567.round(-2), 0.1 + 0.2, 1.15.round(1)
p 1e16, 1e15, 1e-5, 0.0001, 5e-324, 1.0 / 3, 100.0, 1e100, -0.0, 0.1.rationalize(Rational(1, 100)), 3.14.to_r, 0.5.next_float, Float::EPSILON, Float::MAX * 2, 0.0 / 0
p Rational(3, -6), 1/3r + 1/6r, Rational("0.75"), 0.75r.floor, 3r ** -2, Rational(7, 2).round, 1.5.to_r, Complex(1, 2) * Complex(3, -1), Complex("1-2i").abs2, Complex(3, 4).abs, Complex.polar(1, Math::PI).real
p Math.sqrt(2), Math.log(8, 2), Math.log2(1024), Math.cbrt(27), Math.hypot(3, 4), Math.gamma(5), Math.atan2(1, 1), 10.0.to_i, 1e20.to_i, "1e3".to_f, "12abc".to_i, "0x1A".hex, "3.7xyz".to_f
def Warning.warn(*, **) = nil
def try(name)
  puts "#{name}\t#{yield.inspect}"
rescue StandardError => error
  puts "#{name}\t#{error.class}: #{error.message}"
end
try("zero") { 1 / 0 }
try("float zero") { 1.0 / 0 }
try("root") { Math.sqrt(-1) }
try("integer") { Integer("0x1g", 16) }
try("nil") { Integer(nil) }
try("rational") { Rational("x") }
try("infinite") { Float::INFINITY.to_i }
try("huge shift") { 1 << (2**40) }
try("huge power") { (10**30)**(10**8) }
try("compare") { 1 <=> "a" }
try("clamp") { [5.clamp(1, 3), 5.clamp(..3), 0.clamp(1..)] }
try("coerce") { 1.coerce(2.5) }
try("random") { Random.new(42).then { |random| [random.rand, random.rand(100), random.bytes(2).bytes, [1, 2, 3, 4].shuffle(random: random)] } }
try("power of a modulus") { 3.pow(-1, 7) }
begin
  require "bigdecimal"
  puts "bigdecimal\t#{BigDecimal("0.1") + BigDecimal("0.2")} #{BigDecimal("1").div(7, 20)} #{BigDecimal("2").sqrt(10).round(10).to_s("F")}"
rescue LoadError => error
  puts "bigdecimal\t#{error.class}"
end
