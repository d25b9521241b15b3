// Functions that are alike beside each other: brotli then finds what they have in common, which is 2 % of the wasm.
import binaryen from 'binaryen';
import { CODE, CUSTOM, number, sections, written } from './sections.mjs';

/** As many bytes of two functions that are the same are something that they have in common. */
const ALIKE = 5;
/** What more functions than this have says nothing about any of them. */
const EVERYWHERE = 400;

/** The same wasm, its functions in another order: behind each comes the one, of those that are left, that is most like it. */
export function arranged(wasm, features) {
  const module = binaryen.readBinary(named(wasm));
  module.setFeatures(features);
  module.runPasses(['reorder-functions-by-name']);
  const out = Buffer.from(module.emitBinary());
  module.dispose();
  return out;
}

/** The wasm with names of its functions that stand in the order in which they are to come. */
function named(wasm) {
  const found = sections(wasm);
  const bytes = (kind) => found.find((section) => section.kind === kind).bytes;
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).filter(({ kind }) => kind === 'function').length;
  const place = new Map(order(bodies(bytes(CODE))).map((body, at) => [imports + body, imports + at]));
  const digits = String(imports + place.size).length;
  const entry = (index) => {
    const name = Buffer.from(String(place.get(index) ?? index).padStart(digits, '0'));
    return Buffer.concat([Buffer.from([...written(index), ...written(name.length)]), name]);
  };
  const entries = Array.from({ length: imports + place.size }, (_, index) => entry(index));
  const names = Buffer.concat([Buffer.from(written(entries.length)), ...entries]);
  const OF_FUNCTIONS = 1;
  const section = Buffer.concat([Buffer.from('\x04name'), Buffer.from([OF_FUNCTIONS, ...written(names.length)]), names]);
  return Buffer.concat([wasm, Buffer.from([CUSTOM, ...written(section.length)]), section]);
}

function bodies(code) {
  let [count, at] = number(code, 0);
  const all = [];
  for (; count > 0; count -= 1) {
    const [length, from] = number(code, at);
    at = from + length;
    all.push(code.subarray(from, at));
  }
  return all;
}

/** The order in which they are to stand, from the first one on. */
function order(functions) {
  const parts = functions.map((body) => {
    const windows = Math.max(0, body.length - ALIKE + 1);
    return new Set(Array.from({ length: windows }, (_, at) => body.readUIntBE(at, ALIKE)));
  });
  const having = new Map();
  parts.forEach((of, index) => {
    for (const part of of) {
      if (!having.has(part)) having.set(part, []);
      having.get(part).push(index);
    }
  });
  const left = new Set(functions.keys());
  const arranged = [];
  for (let last = 0; left.size > 0; ) {
    arranged.push(last);
    left.delete(last);
    const common = new Uint32Array(functions.length);
    for (const part of parts[last]) {
      const others = having.get(part);
      if (others.length <= EVERYWHERE) for (const other of others) common[other] += 1;
    }
    // How much of what the two have is in both.
    const from = last;
    const likeness = (other) => common[other] / (parts[from].size + parts[other].size - common[other] || 1);
    let most = -1;
    for (const other of left) {
      if (likeness(other) > most) [most, last] = [likeness(other), other];
    }
  }
  return arranged;
}
