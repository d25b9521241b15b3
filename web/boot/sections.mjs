// What a wasm file is made of, as far as it is taken apart here. (WebAssembly Core Specification, 5.5.2.)

/** The kinds of sections that are looked into. */
export const CUSTOM = 0;
export const IMPORTS = 2;
export const EXPORTS = 7;
export const CODE = 10;
export const DATA = 11;
export const DATA_COUNT = 12;

/** The sections of a wasm file, each with its kind and bytes; of a custom one the name is by itself. */
export function sections(wasm) {
  const all = [];
  for (let at = 8; at < wasm.length; ) {
    const kind = wasm[at];
    const [size, from] = number(wasm, at + 1);
    at = from + size;
    if (kind !== CUSTOM) {
      all.push({ kind, bytes: wasm.subarray(from, at) });
      continue;
    }
    const [length, name] = number(wasm, from);
    const end = name + length;
    all.push({ kind, name: wasm.subarray(name, end).toString(), bytes: wasm.subarray(end, at) });
  }
  return all;
}

/** An unsigned LEB128 number, and where it ends. */
export function number(bytes, at) {
  for (let value = 0, shift = 0; ; shift += 7, at += 1) {
    value |= (bytes[at] & 127) << shift;
    if (bytes[at] < 128) return [value >>> 0, at + 1];
  }
}

/** A signed LEB128 number of at most 32 bits, and where it ends. */
export function signed(bytes, at) {
  for (let value = 0, shift = 0; ; at += 1) {
    value |= (bytes[at] & 127) << shift;
    shift += 7;
    if (bytes[at] >= 128) continue;
    const negative = shift < 32 && bytes[at] & 64;
    return [negative ? value | (-1 << shift) : value, at + 1];
  }
}

/** A number as LEB128: its bytes. */
export function written(value, withSign = false) {
  const bytes = [];
  for (; value > (withSign ? 63 : 127); value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}
