// BigInt, and numbers where they end
print(2n ** 200n);
print(-7n / 2n, -7n % 2n, (-7n) >> 1n, 5n & -2n, 5n ^ 3n, ~0n);
print(BigInt.asIntN(8, 255n), BigInt.asUintN(8, -1n), BigInt("0xff"), BigInt("  12  "));
print((123456789n ** 5n).toString(36), 255n.toString(2));
print(1n < 2, 2n == 2, 2n === 2, 10n > 9.5, [3n, 1, 2n].sort((a, b) => (a < b ? -1 : 1)).join(" "));
const factorial = (n) => (n < 2n ? 1n : n * factorial(n - 1n));
print(factorial(50n));
for (const f of [() => 1n + 1, () => 1n / 0n, () => BigInt(1.5), () => BigInt("x"), () => +1n, () => 2n ** -1n, () => Math.max(1n)]) {
  try {
    print(f());
  } catch (error) {
    print(error.name, error.message);
  }
}
print(Number.MAX_SAFE_INTEGER + 2, Number.EPSILON, Number.MIN_VALUE, 1e21, 123456789012345680000);
print((0.1).toFixed(20), (1.005).toFixed(2), (1e21).toFixed(2), (25).toString(2), (0.1).toString(3));
print((123.456).toPrecision(4), (0.00001).toPrecision(1), (1234.5678).toExponential(2), (-1.5).toFixed(0), (2.5).toFixed(0));
print(parseInt("12px"), parseInt("0x1f"), parseFloat("1e-3x"), Number(""), Number("0b11"), Number("1_0"), 1_000);
print(Math.hypot(3, 4), Math.cbrt(27), Math.clz32(1), Math.fround(5.05), Math.imul(0xffffffff, 5), Math.trunc(-0.9), Math.sign(-3));
print(0.1 + 0.2, 1 / 3, 100 / 3, 5e-324, 1.7976931348623157e308 * 10, 0 === -0, Object.is(0, -0));
print(5 % -3, -5 % 3, 2 ** 31 | 0, 2 ** 32 >>> 0, -1 >>> 28, 1 << 31);
