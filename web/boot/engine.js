// One compiled module and one living instance for all players of a page.
//
// A trap poisons its instance, every player in it included: whoever uses it is told, and the next `start` makes a
// new instance of the same module. `compile`, `instantiate` and `OURS` come from the entry (fetched.js, inlined.js), and so
// do `whole`, `texts`, `editor` and `check`, for player.js.
const engine = (() => {
  let module;
  let running;
  let generation = 0;
  const mourners = new Set();

  /** The exports of the living instance, made when first wanted. A failure is forgotten, so that a retry is one. */
  const start = () =>
    (running ??= (async () => {
      module ??= compile();
      return instantiate(await module, generation);
    })().catch((error) => {
      module = running = undefined;
      throw error;
    }));

  /** Whether an uncaught error is our instance trapping, and not something else on the page that hosts us. */
  const ours = (error) =>
    (error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.name === 'InternalError') &&
    OURS.some((address) => String(error.stack).includes(address));

  const died = (error) => {
    if (!running || !ours(error)) return;
    running = undefined;
    generation += 1;
    for (const mourn of [...mourners]) mourn(error);
  };
  addEventListener('error', (event) => died(event.error));
  addEventListener('unhandledrejection', (event) => died(event.reason));

  return { start, died, mourners, compiled: () => module };
})();
