// wasm-bindgen names each import and export for people, with a hash behind it: eight kilobytes that nobody reads and that do
// not compress. Here wasm and glue get the same short names.
import { CUSTOM, EXPORTS, IMPORTS, number, sections, written } from './sections.mjs';

/** The sections whose entries are named, and how many names an entry has. */
const NAMES = new Map([[IMPORTS, 2], [EXPORTS, 1]]);

/** The wasm without its custom sections, and by long name the short ones. */
export function shorten(wasm) {
  const short = new Map();
  return { wasm: renamed(wasm, (name) => numbered(short, name, '$')), short };
}

/** The halves of a wasm, with the names that they call each other's functions by in the order in which they come. */
export function renumber(halves) {
  const short = new Map();
  return halves.map((half) => renamed(half, (name) => (name.startsWith('_') ? numbered(short, name, '_') : name)));
}

/** The name with this number, which a name gets when it is first seen. */
function numbered(short, name, before) {
  if (!short.has(name)) short.set(name, before + short.size.toString(36));
  return short.get(name);
}

/** The wasm without its custom sections, with other names of its imports and exports. */
function renamed(wasm, by) {
  const out = [wasm.subarray(0, 8)];
  for (const { kind, bytes } of sections(wasm)) {
    if (kind === CUSTOM) continue;
    const made = NAMES.has(kind) ? entries(bytes, kind, by) : bytes;
    out.push(Buffer.from([kind, ...written(made.length)]), made);
  }
  return Buffer.concat(out);
}

function entries(bytes, kind, by) {
  let [count, at] = number(bytes, 0);
  const out = [Buffer.from(written(count))];
  for (; count > 0; count -= 1) {
    for (let index = 0; index < NAMES.get(kind); index += 1) {
      const [length, from] = number(bytes, at);
      at = from + length;
      const name = by(Buffer.from(bytes.subarray(from, at)).toString());
      out.push(Buffer.from([...written(name.length), ...Buffer.from(name)]));
    }
    const end = kind === IMPORTS ? behindImport(bytes, at) : number(bytes, at + 1)[1];
    out.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(out);
}

/** Where an import ends whose kind stands here: a function, table, memory or global. */
function behindImport(bytes, at) {
  const limits = (from) => {
    const least = number(bytes, from + 1)[1];
    return bytes[from] & 1 ? number(bytes, least)[1] : least;
  };
  const [FUNCTION, TABLE, MEMORY] = [0, 1, 2];
  if (bytes[at] === FUNCTION) return number(bytes, at + 1)[1];
  if (bytes[at] === TABLE) return limits(at + 2);
  return bytes[at] === MEMORY ? limits(at + 1) : at + 3;
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
