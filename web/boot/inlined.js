// How lockstep.inline.js gets the engine: the glue is the function `bindings`, the wasm the text `packed`,
// the texts are `files` and `editor` is made of its code, all above.
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

const OURS = [document.currentScript.src || location.href.split('#')[0]];
