// Typed arrays, buffers and views
const buffer = new ArrayBuffer(16);
const view = new DataView(buffer);
view.setInt16(0, -2);
view.setInt16(2, -2, true);
view.setFloat32(4, 0.1);
view.setBigUint64(8, 2n ** 63n, true);
print([...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join(" "));
print(view.getInt16(0), view.getUint16(2), view.getFloat32(4), view.getBigInt64(8, true));
print(Uint8ClampedArray.of(-5, 300, 1.5, 2.5, NaN).join(" "));
print(Int8Array.of(127, 128, 255, 256).join(" "), Uint32Array.of(-1).join());
print(Float32Array.of(0.1, 16777217).join(" "), Float64Array.of(0.1).join());
print(Float16Array.of(0.1, 65520, 1e-8).join(" "));
print(new Uint16Array([3, 1, 2]).sort().join(), new Int32Array([3, 1, 10]).toSorted((a, b) => b - a).join());
const bytes = Uint8Array.from("wassay", (c) => c.charCodeAt(0));
print(bytes.subarray(1, 3).join(), bytes.slice(-2).join(), bytes.indexOf(115), bytes.at(-1), bytes.with(0, 87)[0]);
bytes.copyWithin(0, 3);
print(String.fromCharCode(...bytes), bytes.fill(0, 4).join());
print(new Uint8Array(buffer, 4, 4).byteOffset, buffer.slice(8).byteLength, ArrayBuffer.isView(view));
const growing = new ArrayBuffer(4, { maxByteLength: 8 });
const tracking = new Uint8Array(growing);
growing.resize(8);
print("resized", tracking.length, growing.resizable, growing.maxByteLength);
const moved = growing.transfer(2);
print("transferred", moved.byteLength, growing.detached, tracking.length);
for (const f of [() => new Uint8Array(-1), () => new Uint16Array(buffer, 1), () => view.getInt32(14), () => new Uint8Array([1n]), () => growing.slice()]) {
  try {
    print(f());
  } catch (error) {
    print(error.name, error.message);
  }
}
print(Object.keys(Object.groupBy([1, 2, 3], (n) => (n % 2 ? "odd" : "even"))).join(), [3, 1, 2].toSorted().join(), [1, [2, [3]]].flat(Infinity).join());
