# Integers, floats, decimals, fractions, statistics
import cmath
import decimal
import fractions
import math
import random
import statistics

D, F = decimal.Decimal, fractions.Fraction
print("integers", 2**200, -7 // 2, -7 % 2, divmod(-7, 2), pow(3, -1, 7), (255).to_bytes(2, "little"), int.from_bytes(b"\xff", signed=True))
print("bits", (1 << 70).bit_length(), (0b1011).bit_count(), ~5, -1 >> 10, 5 ^ 3)
print("floats", 0.1 + 0.2, 1e16, 1e-5, 5e-324, 2.5e300 * 1e300, float("1_000.5"), (0.1).hex(), float.fromhex("0x1.8p1"))
print("rounded", round(2.5), round(-0.5), round(2.675, 2), round(1234, -2), math.floor(-0.5), math.trunc(-1.7))
print("exact", (0.1).as_integer_ratio(), math.fsum([0.1] * 10), sum([0.1] * 3) == 0.3, math.nextafter(1, 2), math.ulp(1.0))
print("whole", math.isqrt(10**20), math.comb(50, 25), math.gcd(48, 18), math.lcm(4, 6), math.factorial(30), math.perm(5, 2))
print("complex", (1 + 2j) * (3 - 1j), abs(3 + 4j), cmath.sqrt(-1), complex("1-2j"))
print("decimals", D("0.1") + D("0.2"), D(1) / D(7), D("1E+3").normalize(), D("2.675").quantize(D("0.01")), D("-0"))
with decimal.localcontext() as context:
    context.prec = 50
    print("fifty digits", D(2).sqrt())
    context.rounding = decimal.ROUND_HALF_UP
    print("half up", D("2.5").quantize(D(1)), D("-2.5").to_integral_value())
for call in (lambda: D(1) / D(0), lambda: D("x"), lambda: D("NaN") < 1, lambda: 1 % 0, lambda: math.sqrt(-1), lambda: math.exp(1000), lambda: int(float("inf"))):
    try:
        print(call())
    except (ArithmeticError, ValueError) as error:
        print(type(error).__name__, error)
print("fractions", F(3, -6), F("0.125"), F(0.5) + F(1, 3), F(355, 113).limit_denominator(10), F(1, 3) ** -2)
print("statistics", statistics.mean([1, 2, 4]), statistics.median([3, 1, 2, 10]), statistics.stdev([1, 2, 3, 4]), statistics.mode("aab"))
generator = random.Random(42)
print("seeded", generator.random(), generator.randint(1, 100), generator.sample(range(10), 3), generator.choice("abc"), generator.gauss(0, 1))
shuffled = list(range(8))
generator.shuffle(shuffled)
print("shuffled", shuffled)
