// What a wasm file is made of, as far as it is taken apart here. (WebAssembly Core Specification, 5.5.2.)

/** The kinds of sections that are looked into. */
export const CUSTOM = 0;
export const IMPORTS = 2;
export const EXPORTS = 7;
export const CODE = 10;

/** The sections of a wasm file, each with its kind and bytes. */
export function sections(wasm) {
  const all = [];
  for (let at = 8; at < wasm.length; ) {
    const kind = wasm[at];
    const [size, from] = number(wasm, at + 1);
    all.push({ kind, bytes: wasm.subarray(from, from + size) });
    at = from + size;
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
