// The end of the module that lockstep.js fetches for a check: on the page it exports `check`, and a worker is made of it, too.

/** A worker of this module; of a small one around it where the page is of another origin than this. */
function spawn() {
  try {
    return new Worker(import.meta.url, { type: 'module' });
  } catch {
    const around = new Blob([`import ${JSON.stringify(import.meta.url)};`], { type: 'text/javascript' });
    return new Worker(URL.createObjectURL(around), { type: 'module' });
  }
}

export const check = (engine, asked, told) => begin(spawn, engine, asked, told);

/** Both halves of the wasm are there already (fetched.js): a call from the first to the rest has not to wait for it. */
async function instance({ glue: address, module, rest }) {
  const glue = await import(address);
  const imports = glue.imports();
  let second;
  const calls = WebAssembly.Module.imports(module).filter((each) => each.module === 'rest');
  imports.rest = Object.fromEntries(calls.map(({ name }) => [name, (...values) => second[name](...values)]));
  const first = await WebAssembly.instantiate(module, imports);
  if (rest) second = (await WebAssembly.instantiate(rest, { ...imports, first: first.exports })).exports;
  glue.ready(first, module);
  return [glue, first.exports];
}

if (typeof document === 'undefined') serve(instance);
