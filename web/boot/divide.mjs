// A wasm module in two: what a first visit runs, and the rest, which comes when the page stands.
//
// Both share the memory, the tables and the globals of the first one. A call across is a call of an import: the rest
// imports the functions of the first as they are; the first imports a JavaScript function for each of the rest's that it
// may call, so that a call which comes before the rest has come can still fetch it (fetched.js).
import binaryen from 'binaryen';
import { arranged } from './arrange.mjs';
import { constants, shared } from './data.mjs';
import { renumber } from './shorten.mjs';

/** Those that index.html names to wasm-opt. */
const FEATURES = [
  'MutableGlobals',
  'NontrappingFPToInt',
  'SignExt',
  'BulkMemory',
  'BulkMemoryOpt',
  'ReferenceTypes',
  'Multivalue',
]
  .map((name) => binaryen.Features[name])
  .reduce((all, each) => all | each);
// As index.html tells wasm-opt.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
binaryen.setOneCallerInlineMaxSize(20);
binaryen.setLowMemoryUnused(true);
for (const pass of ['local-cse', 'merge-locals']) binaryen.addPassToSkip(pass);

/** What the halves call each other. */
const FIRST = 'first';
const REST = 'rest';

const list = (count, at) => Array.from({ length: count }, (_, index) => at(index));
const functions = (wasm) =>
  list(wasm.getNumFunctions(), (index) => ({ index, ...binaryen.getFunctionInfo(wasm.getFunctionByIndex(index)) }));
const exported = (wasm) => list(wasm.getNumExports(), (index) => binaryen.getExportInfo(wasm.getExportByIndex(index)));
const imported = (wasm, from) =>
  new Set(functions(wasm).filter(({ module }) => module === from).map(({ base }) => base));

/**
 * `wasm` as two modules: `first` with every export and the functions whose numbers are in `entered`, and the `rest`.
 * `linked` is the wasm as the linker made it.
 */
export function divide(wasm, entered, linked) {
  const { memory, ...halves } = halve(wasm, entered);
  for (const half of Object.values(halves)) {
    half.optimize(); // what had several callers may have one now
    half.runPasses(['dealign']); // hints that nobody needs, and that differ without need
  }
  const data = shared(wasm, constants(linked) ?? [], numbers(halves.first));
  const [first, rest] = renumber(
    ['first', 'rest'].map((name) => {
      setData(halves[name], memory, data[name]);
      return arranged(Buffer.from(halves[name].emitBinary()), FEATURES);
    }),
  );
  for (const half of [first, rest]) {
    if (!WebAssembly.validate(half)) throw new Error('the wasm is no longer one when divided');
  }
  return { first, rest };
}

/** Every number that stands in the code of a module and may be an address. */
function numbers(half) {
  const found = new Set();
  const text = half.emitText();
  for (const [, offset] of text.matchAll(/ offset=(\d+)/g)) found.add(Number(offset));
  for (const [, value] of text.matchAll(/\((?:i32|i64)\.const (-?\d+)\)/g)) {
    const wide = BigInt(value);
    for (const part of [wide, wide >> 32n]) {
      // One that is taken away is added with the other sign.
      for (const word of [part, -part]) found.add(Number(BigInt.asUintN(32, word)));
    }
  }
  return found;
}

/** The halves, and the name of their memory. */
function halve(wasm, entered) {
  const [first, rest] = [binaryen.readBinary(wasm), binaryen.readBinary(wasm)];
  for (const half of [first, rest]) half.setFeatures(FEATURES);

  // A memory or a table may be called like a function.
  const isFunction = ({ kind }) => kind === binaryen.ExternalFunction;
  const outside = new Set(exported(first).filter(isFunction).map(({ value }) => value));
  // A name for each in both halves; none that the module has already.
  const own = functions(first)
    .filter(({ module }) => !module)
    .map((each) => ({ ...each, short: `_${each.index.toString(36)}` }));
  const isEarly = ({ index, name }) => entered.has(index) || outside.has(name);
  const [early, late] = [own.filter(isEarly), own.filter((each) => !isEarly(each))];

  for (const { name } of exported(rest)) rest.removeExport(name);
  for (const { name, short, params, results } of late) {
    first.addFunctionImport(name, REST, short, params, results);
    rest.addFunctionExport(name, short);
  }
  for (const { name, short, params, results } of early) {
    rest.addFunctionImport(name, FIRST, short, params, results);
    first.addFunctionExport(name, short); // the rest may be the only one that calls it
  }
  const memory = share(first, rest);
  setData(first, memory, []);
  for (const half of [first, rest]) half.runPasses(['remove-unused-module-elements']);

  // Only what the other half really calls has a name.
  const called = imported(first, REST);
  for (const { name } of exported(rest)) if (!called.has(name)) rest.removeExport(name);
  rest.runPasses(['remove-unused-module-elements']);
  const wanted = imported(rest, FIRST);
  for (const { short } of early) if (!wanted.has(short)) first.removeExport(short);
  first.runPasses(['remove-unused-module-elements']);
  return { first, rest, memory };
}

/** Gives the memory of a half this data, and no other. */
function setData(half, memory, data) {
  const { initial, max, module, base } = half.getMemoryInfo(memory);
  const pieces = data.map(({ address, bytes }) => ({ offset: half.i32.const(address), data: bytes }));
  half.setMemory(initial, max ?? -1, null, pieces, false, false, memory);
  if (module) half.addMemoryImport(memory, module, base);
}

/** The rest has no memory, table or global of its own: it imports those of the first. The name of the memory. */
function share(first, rest) {
  const { name: short, value: memory } = exported(first).find(({ kind }) => kind === binaryen.ExternalMemory);
  setData(rest, memory, []);
  rest.addMemoryImport(memory, FIRST, short);
  for (const index of list(rest.getNumTables(), (each) => each)) {
    const { name } = binaryen.getTableInfo(rest.getTableByIndex(index));
    rest.addTableImport(name, FIRST, `table ${index}`);
    first.addTableExport(name, `table ${index}`);
  }
  for (const index of list(rest.getNumGlobals(), (each) => each)) {
    const { name, type, mutable } = binaryen.getGlobalInfo(rest.getGlobalByIndex(index));
    rest.addGlobalImport(name, FIRST, `global ${index}`, type, mutable);
    first.addGlobalExport(name, `global ${index}`);
  }
  while (rest.getNumElementSegments() > 0) {
    rest.removeElementSegment(binaryen.getElementSegmentInfo(rest.getElementSegmentByIndex(0)).name);
  }
  return memory;
}
