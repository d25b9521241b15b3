// Every schedule of a Go program, checked in a Web Worker with an instance of its own of the page's modules: here are both
// ends of that worker. bundle.mjs puts this into the module that lockstep.js fetches when a check is asked for, and into
// lockstep.inline.js.

/** In the worker: checks a program. `exports` are those of the instance: its memory is among them. */
function explore(glue, exports, { library, text, loops, test, states }) {
  const EVERY = 100; // milliseconds from one word on what was found to the next
  const memory = Object.values(exports).find((each) => each instanceof WebAssembly.Memory);
  let next = 0;
  let over = false;
  const due = () => performance.now() >= next;
  const tell = (told, done) => {
    next = performance.now() + EVERY;
    over = done;
    postMessage({ text: told, done, memory: memory.buffer.byteLength });
  };
  glue.check_go({ library, text, loops, test, states, due, tell });
  if (!over) throw new Error('the program cannot be read');
}

/** Hears what a worker is asked, and answers with `instance`, which makes its glue and exports. */
function serve(instance) {
  onmessage = async ({ data }) => {
    postMessage({ begun: true });
    try {
      explore(...(await instance(data)), data);
    } catch (error) {
      postMessage({ failed: 'broken', error: String(error) });
    }
  };
}

/**
 * On the page: has a worker check what is asked, and gives what ends it. `told` hears `{text, memory, done}`, about ten
 * times a second, and `{failed}` if it breaks off or may not be started.
 */
function begin(spawn, engine, asked, told) {
  let worker;
  let begun = false;
  const stop = () => {
    worker.onmessage = worker.onerror = null;
    worker.terminate();
  };
  try {
    worker = spawn();
  } catch {
    told({ failed: 'refused' });
    return () => {};
  }
  worker.onmessage = ({ data }) => {
    if (data.begun) begun = true;
    else told(data);
  };
  // What the policy of a page forbids comes as an error as well.
  worker.onerror = (event) => {
    event.preventDefault();
    stop();
    told({ failed: begun ? 'broken' : 'refused' });
  };
  worker.postMessage({ ...engine, ...asked });
  return stop;
}
