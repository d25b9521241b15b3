// How lockstep.js gets the engine: two files beside it, fetched when the first player wants them.
const GLUE = new URL('@GLUE@', import.meta.url).href;
const WASM = new URL('@WASM@', import.meta.url).href;

async function compile() {
  const answer = await fetch(WASM);
  if (!answer.ok) throw new Error(`${WASM} answers ${answer.status}`);
  // A server that does not know the type of wasm is no reason to fail.
  return answer.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer());
}

/** Fresh glue around a fresh instance: another fragment makes the browser evaluate the module again. */
async function instantiate(module, generation) {
  const glue = await import(`${GLUE}#${generation}`);
  await glue.default({ module_or_path: module });
  return glue;
}

const OURS = [GLUE, WASM];
