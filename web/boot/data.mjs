// Which half of a divided wasm brings which of its constants.
//
// The linker keeps each constant (`.rodata`) and each static in a segment of its own and says where their addresses stand
// in code and data (web/build.rs asks for both). After that their addresses are numbers like any other; so whatever in the
// first half may be an address inside of a constant keeps it there, with every constant that this one points to. What is
// left over is reached by the rest alone, and comes with it: as segments of the rest, which are written into the shared
// memory when it is instantiated. That is right because
//   - nobody else writes there: a constant is never written, and statics that can change are never left over;
//   - an address that is no number in the code is worked out from one that is, or read from memory: then it was in a
//     constant that is kept, or was put there by the rest, which had come by then;
//   - an address may be used only with an offset that is still to be added, and so be a number outside of its constant. The
//     linker says which of them are: the *reach* of a constant holds them all.
import { CUSTOM, DATA, DATA_COUNT, number, sections, signed, written } from './sections.mjs';

/** Wherever an address stands in code (the kinds of relocations LEB, SLEB and REL_SLEB), and where in data (I32). */
const IN_CODE = new Set([3, 4, 11]);
const IN_DATA = 5;
/** The kinds of relocations that have an addend: besides addresses, offsets in functions and sections. */
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 21, 22, 23]);
/** How far an address may be moved by what is done with the code after it was linked. */
const MARGIN = 16;
/** Fewer bytes than this between two pieces are not worth a segment of their own. */
const GAP = 8;

/** The data of a wasm file: every segment with its address, and where in its section its bytes begin. */
function segments(bytes) {
  let [count, at] = number(bytes, 0);
  return Array.from({ length: count }, () => {
    // Active, in the only memory, at `i32.const`.
    if (bytes[at] !== 0 || bytes[at + 1] !== 0x41) throw new Error('a segment of data that has no address of its own');
    const [address, end] = signed(bytes, at + 2);
    const [size, from] = number(bytes, end + 1);
    at = from + size;
    return { address, from, bytes: bytes.subarray(from, at) };
  });
}

/** What a wasm file has in memory from the beginning. */
class Image {
  constructor(pieces) {
    this.from = Math.min(...pieces.map(({ address }) => address));
    const to = Math.max(...pieces.map(({ address, bytes }) => address + bytes.length));
    this.bytes = new Uint8Array(to - this.from);
    for (const { address, bytes } of pieces) this.bytes.set(bytes, address - this.from);
  }

  at(address) {
    return this.bytes[address - this.from] ?? 0;
  }

  /** The bytes for which `wanted` answers true, in as few segments as is worth it; memory is zero where nothing is written. */
  segments(wanted, bridged = () => true) {
    const made = [];
    let end; // of the last piece
    for (let at = this.from; at < this.from + this.bytes.length; at += 1) {
      if (!this.at(at) || !wanted(at)) continue;
      const near = end !== undefined && at - end <= GAP;
      if (near && Array.from({ length: at - end }, (_, index) => end + index).every(bridged)) made.at(-1).to = at + 1;
      else made.push({ from: at, to: at + 1 });
      end = at + 1;
    }
    return made.map(({ from, to }) => ({ address: from, bytes: this.bytes.slice(from - this.from, to - this.from) }));
  }
}

const image = (wasm) => new Image(segments(sections(wasm).find(({ kind }) => kind === DATA).bytes));

/** The wasm with its data in as few segments as is worth it, and without what the linker has told of it. */
export function lean(wasm) {
  const made = image(wasm).segments(() => true);
  const parts = made.map(({ address, bytes }) =>
    Buffer.concat([Buffer.from([0, 0x41, ...written(address, true), 0x0b, ...written(bytes.length)]), bytes]),
  );
  const count = Buffer.from(written(made.length));
  const anew = new Map([[DATA_COUNT, count], [DATA, Buffer.concat([count, ...parts])]]);
  const out = sections(wasm)
    .filter(({ kind }) => kind !== CUSTOM)
    .map(({ kind, bytes }) => {
      const body = anew.get(kind) ?? bytes;
      return Buffer.concat([Buffer.from([kind, ...written(body.length)]), body]);
    });
  return Buffer.concat([wasm.subarray(0, 8), ...out]);
}

/** The constants and statics of a wasm file as it was linked, or nothing where the linker was not asked for them. */
export function constants(linked) {
  const all = sections(linked);
  const named = (name) => all.find((each) => each.kind === CUSTOM && each.name === name)?.bytes;
  const [linking, names] = ['linking', 'name'].map(named);
  const data = all.findIndex(({ kind }) => kind === DATA);
  if (!linking || !names) return undefined;
  const pieces = segments(all[data].bytes);
  const called = segmentNames(names);
  const found = pieces.map(({ address, bytes, from }, index) => {
    const to = address + bytes.length;
    const changes = !called[index]?.startsWith('.rodata');
    return { address, to, from, changes, least: address, most: to, points: new Set() };
  });
  const symbols = dataSymbols(linking);
  for (const { bytes } of all.filter(({ kind, name }) => kind === CUSTOM && name.startsWith('reloc.'))) {
    for (const { section, kind, offset, symbol, addend } of relocations(bytes)) {
      if (!IN_CODE.has(kind) && kind !== IN_DATA) continue;
      const { segment, from } = symbols[symbol];
      const meant = found[segment];
      const address = meant.address + from + addend;
      meant.least = Math.min(meant.least, address);
      meant.most = Math.max(meant.most, address);
      if (section === data) holder(found, offset).points.add(meant);
    }
  }
  return found;
}

/** Whose bytes are at this place of the section. */
const holder = (found, offset) =>
  found.find(({ from, address, to }) => from <= offset && offset < from + (to - address));

/** The names of the segments, by their numbers. (The name section's part 9.) */
function segmentNames(bytes) {
  const names = [];
  for (const part of parts(bytes, 0).filter(({ kind }) => kind === 9)) {
    let [count, at] = number(part.bytes, 0);
    for (; count > 0; count -= 1) {
      const [index, length] = number(part.bytes, at);
      const [size, from] = number(part.bytes, length);
      at = from + size;
      names[index] = part.bytes.subarray(from, at).toString();
    }
  }
  return names;
}

/** What a section is made of that has parts: each a kind, a size and so many bytes. */
function parts(bytes, at) {
  const found = [];
  while (at < bytes.length) {
    const [size, from] = number(bytes, at + 1);
    found.push({ kind: bytes[at], bytes: bytes.subarray(from, from + size) });
    at = from + size;
  }
  return found;
}

/** In which segment each symbol of data lies, and where there. (WebAssembly tool conventions, Linking.) */
function dataSymbols(linking) {
  const { bytes } = parts(linking, number(linking, 0)[1]).find(({ kind }) => kind === 8);
  let [count, at] = number(bytes, 0);
  const next = () => {
    const [value, end] = number(bytes, at);
    at = end;
    return value;
  };
  const name = () => {
    const size = next();
    at += size;
  };
  const [DATA_SYMBOL, SECTION_SYMBOL, UNDEFINED, NAMED] = [1, 3, 0x10, 0x40];
  return Array.from({ length: count }, () => {
    const [kind, flags] = [next(), next()];
    if (kind === SECTION_SYMBOL) return { index: next() };
    if (kind !== DATA_SYMBOL) {
      next();
      if (!(flags & UNDEFINED) || flags & NAMED) name();
      return {};
    }
    name();
    if (flags & UNDEFINED) return {};
    const [segment, from] = [next(), next()];
    next(); // its size
    return { segment, from };
  });
}

/** The entries of a section of relocations: what in which section means which symbol, and how many bytes behind it. */
function relocations(bytes) {
  const [section, end] = number(bytes, 0);
  let [count, at] = number(bytes, end);
  return Array.from({ length: count }, () => {
    const kind = bytes[at];
    const [offset, behind] = number(bytes, at + 1);
    const [symbol, last] = number(bytes, behind);
    const [addend, next] = WITH_ADDEND.has(kind) ? signed(bytes, last) : [0, last];
    at = next;
    return { section, kind, offset, symbol, addend };
  });
}

/** The data of both halves: `numbers` are those that stand in the code of the first. */
export function shared(wasm, found, numbers) {
  const whole = image(wasm);
  const kept = new Set(found.filter(({ changes }) => changes));
  const ordered = [...numbers].sort((one, other) => one - other);
  for (const each of found) {
    const [least, most] = [each.least - MARGIN, each.most + MARGIN];
    if (ordered.some((value) => least <= value && value <= most)) kept.add(each);
  }
  for (const each of kept) for (const other of each.points) kept.add(other); // those that are added are visited as well
  const left = new Uint8Array(whole.bytes.length);
  const constant = new Uint8Array(whole.bytes.length);
  for (const each of found) {
    const range = [each.address - whole.from, each.to - whole.from];
    if (!each.changes) constant.fill(1, ...range);
    if (!kept.has(each)) left.fill(1, ...range);
  }
  const isLeft = (address) => left[address - whole.from] === 1;
  return {
    first: whole.segments((address) => !isLeft(address)),
    rest: whole.segments(isLeft, (address) => constant[address - whole.from] === 1),
  };
}
