// wasm-bindgen names each import and export for people, with a hash behind it: eight kilobytes that nobody reads and that do
// not compress. Here wasm and glue get the same short names.
import { CUSTOM, EXPORTS, IMPORTS, number, sections, written } from './sections.mjs';

/** The sections whose entries are named, and how many names an entry has. */
const NAMES = new Map([[IMPORTS, 2], [EXPORTS, 1]]);

/** The wasm without its custom sections, and by long name the short ones. */
export function shorten(wasm) {
  const short = new Map();
  const shortened = (name) => {
    if (!short.has(name)) short.set(name, `$${short.size.toString(36)}`);
    return short.get(name);
  };
  const out = [wasm.subarray(0, 8)];
  for (const { kind, bytes } of sections(wasm)) {
    if (kind === CUSTOM) continue;
    const made = NAMES.has(kind) ? renamed(bytes, kind, shortened) : bytes;
    out.push(Buffer.from([kind, ...written(made.length)]), made);
  }
  return { wasm: Buffer.concat(out), short };
}

function renamed(bytes, kind, shortened) {
  let [count, at] = number(bytes, 0);
  const out = [Buffer.from(written(count))];
  for (; count > 0; count -= 1) {
    for (let index = 0; index < NAMES.get(kind); index += 1) {
      const [length, from] = number(bytes, at);
      at = from + length;
      const name = shortened(bytes.subarray(from, at).toString());
      out.push(Buffer.from([...written(name.length), ...Buffer.from(name)]));
    }
    // What it is, a byte, and its number. Other imports than functions would have more to them.
    if (kind === IMPORTS && bytes[at] !== 0) throw new Error(`an import of kind ${bytes[at]}, not a function`);
    const end = number(bytes, at + 1)[1];
    out.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(out);
}

/** Glue that calls the wasm's imports and exports by their short names. */
export function speaking(glue, short) {
  const by = (name) => {
    if (!short.has(name)) throw new Error(`${name} is in the glue and not in the wasm`);
    return short.get(name);
  };
  return glue
    .replace(/^( +)(__wb\w+): function/gm, (_, indent, name) => `${indent}${by(name)}: function`)
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${by(name)}`)
    .replace(/"(\.\/[^"]*_bg\.js)": /g, (_, name) => `"${by(name)}": `);
}
