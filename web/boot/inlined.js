// How lockstep.inline.js gets the engine: the glue is the function `bindings`, the wasm the text `packed`,
// the texts are `files` and `editor` is made of its code, all above, and so is what check.js says.
async function compile() {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

const texts = async (tag) => files[tag];

const whole = async () => {};

/** Fresh glue around a fresh instance. */
async function instantiate(module) {
  const glue = bindings();
  await glue({ module_or_path: module });
  return glue;
}

/** Checks every schedule of a Go program in a worker (check.js), a classic one: opaque origins may have no other. */
const check = async (asked, told) => {
  const instance = async ({ module }) => {
    const glue = bindings();
    return [glue, await glue({ module_or_path: module })];
  };
  const code = `${bindings}\n${explore}\n${serve}\nserve(${instance});`;
  const spawn = () => new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  return begin(spawn, { module: await engine.compiled(), library: files.library }, asked, told);
};

const OURS = [document.currentScript.src || location.href.split('#')[0]];
