// How lockstep.js gets the engine: files beside it, fetched when the first player wants them. The wasm may be divided
// (divide.mjs): what a first visit runs comes first, and the rest once the page stands.
const at = (name) => new URL(name, import.meta.url).href;
const GLUE = at('@GLUE@');
const WASM = at('@WASM@');
/** Empty where the wasm is whole. */
const REST = '@REST@' && at('@REST@');

async function compiled(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  // A server that does not know the type of wasm is no reason to fail.
  return answer.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer());
}

const compile = () => compiled(WASM);

const languages = new Map();

/** The texts of a language, or Go's `library` or the `examples`, fetched once; a failure is forgotten. */
function texts(tag) {
  if (!languages.has(tag)) {
    const came = fetch(at(`@TEXTS@${tag}.txt`)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url} answers ${answer.status}`);
      return answer.text();
    });
    languages.set(tag, came);
    came.catch(() => languages.delete(tag));
  }
  return languages.get(tag);
}

/** A module that is fetched when it is first asked for; after a failure by another address, or the browser would fail again. */
let asked = 0;
const late = (name) => import(`${at(name)}#${asked}`).catch((error) => ((asked += 1), Promise.reject(error)));

const editor = '@EDITOR@' && (() => late('@EDITOR@'));

/** Checks every schedule of a Go program in a worker (check.js). */
const check = async (...what) => {
  const [{ check }, library] = await Promise.all([late('@CHECK@'), texts('library'), whole()]);
  return check({ glue: GLUE, module: await engine.compiled(), rest, library }, ...what);
};

/** The module of the rest, once it has come, and how the living instance takes it in. */
let rest;
let coming;
let take = async () => {};

/** The whole engine: before a player that begins elsewhere than a first visit does, and once the page stands. */
async function whole() {
  if (!REST) return;
  if (!rest) {
    coming ??= compiled(REST).finally(() => (coming = undefined));
    const came = await coming;
    rest ??= came;
  }
  await take();
}

/** The rest, for a call that is made before it has come. Whoever calls cannot wait, so this holds up the page. */
function restNow() {
  const request = new XMLHttpRequest();
  request.open('GET', REST, false);
  request.overrideMimeType('text/plain; charset=x-user-defined'); // a byte for each letter
  request.send();
  if (request.status !== 200) throw new Error(`it answers ${request.status}`);
  return new WebAssembly.Module(Uint8Array.from(request.response, (letter) => letter.charCodeAt(0)));
}

/** Fresh glue around a fresh instance: another fragment makes the browser evaluate the module again. */
async function instantiate(module, generation) {
  const glue = await import(`${GLUE}#${generation}`);
  const imports = glue.imports();
  let first;
  let second;
  /** Failing, it ends the instance: a call that has begun can only be finished or be a trap. */
  const made = () => {
    try {
      rest ??= restNow();
      return (second ??= new WebAssembly.Instance(rest, { ...imports, first }).exports);
    } catch (error) {
      throw new WebAssembly.RuntimeError(`${REST}: ${error.message}`);
    }
  };
  const calls = WebAssembly.Module.imports(module).filter((each) => each.module === 'rest');
  imports.rest = Object.fromEntries(calls.map(({ name }) => [name, (...values) => (second ?? made())[name](...values)]));
  const instance = await WebAssembly.instantiate(module, imports);
  first = instance.exports;
  glue.ready(instance, module);
  take = async () => {
    if (second) return;
    const { exports } = await WebAssembly.instantiate(rest, { ...imports, first });
    second ??= exports;
  };
  if (rest) await take();
  return glue;
}

const OURS = [GLUE, WASM, REST].filter(Boolean);
