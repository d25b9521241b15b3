// `node rehearse.mjs FOLDER LANGUAGE…`: plays the story of a first visit in a document without a browser, and prints which
// of the wasm's functions it entered, as JSON. The folder holds the page's wasm, `rehearsed.wasm`, its glue, `glue.mjs`, and
// the texts of each language under its tag.
//
// The story is what a first visit is for (the browser tests play it again, with nothing but what is found here): open the
// page, step to the deadlock, go back and play it, try each other program that is offered there, turn their number; in
// every language.
import { GlobalRegistrator } from '@happy-dom/global-registrator';
import binaryen from 'binaryen';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, ...LANGUAGES] = process.argv.slice(2);
// The document that stands for a browser's has no WebAssembly.
const { Module, Instance } = WebAssembly;

/** The wasm with a global for each function that is 1 once the function was entered; and how a global is called. */
function watched(bytes) {
  const wasm = binaryen.readBinary(bytes);
  const globals = new Map();
  for (let index = 0; index < wasm.getNumFunctions(); index += 1) {
    const each = wasm.getFunctionByIndex(index);
    const { module, results } = binaryen.getFunctionInfo(each);
    if (module) continue; // it is imported
    const entered = `entered ${index}`;
    wasm.addGlobal(entered, binaryen.i32, true, wasm.i32.const(0));
    wasm.addGlobalExport(entered, entered);
    globals.set(entered, index);
    const body = [wasm.global.set(entered, wasm.i32.const(1)), binaryen.Function.getBody(each)];
    binaryen.Function.setBody(each, wasm.block(null, body, results));
  }
  return { bytes: wasm.emitBinary(), globals };
}

/** Waits for something to become true of the page. */
async function until(what, is) {
  const begun = clock();
  while (!is()) {
    if (clock() - begun > 10_000) throw new Error(`the rehearsal of the page waits for ever: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function play(glue, locale) {
  const element = document.createElement('lockstep-player');
  const host = document.createElement('div');
  element.attachShadow({ mode: 'open' }).append(host);
  document.body.append(element);
  const options = { lesson: '', step: '', controls: 'full', theme: '', locale, page: true, fragment: '' };
  if (glue.unknown_language(options)) glue.learn(locale, fs.readFileSync(path.join(folder, locale), 'utf8'));
  glue.begins_elsewhere(options);
  glue.wants_go(options);
  const handle = glue.mount(host, options);
  const find = (selector) => host.querySelector(selector);
  const place = () => find('.place')?.textContent ?? '';
  await until('the page is drawn', place);

  const event = (key) => new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
  /** The page answers to each key by another place; where the focus is, decides who hears it. */
  const press = async (key, heard = (pressed) => find('.player').dispatchEvent(pressed)) => {
    const before = place();
    heard(event(key));
    await until(`${key} changes "${before}"`, () => place() !== before);
  };
  while (!find('.hero.broken')) await press('ArrowRight', (pressed) => handle.press(pressed));
  await press('ArrowLeft');
  await press('Home');
  handle.press(event(' '));
  await until('it plays', () => /[2-9]/.test(place().match(/\d+/)[0]));
  handle.press(event(' '));
  await press('End');
  // Each of the other programs that the end of a run offers.
  const tried = new Set();
  for (;;) {
    const next = [...host.querySelectorAll('.choices.over button')].find((button) => !tried.has(button.textContent));
    if (!next) break;
    tried.add(next.textContent);
    next.click();
    await until('the next program', () => !find('.choices.over'));
    await press('ArrowRight');
    await press('End');
    // From the start to the end at once, too: other things take each other's places then.
    await press('Home');
    await press('End');
  }
  // More or fewer of them: one more run each.
  for (const count of [3, 8, 12, 10]) {
    const slider = find('.params input[type=range]');
    slider.value = String(count);
    slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await until('the program is another', () => !find('.choices.over'));
    await press('End');
    await until('the run is over', () => find('.choices.over'));
  }
  // The address follows once the reader rests. Until then it is the one with which the last program was chosen.
  await until('the address says that this is the end', () => location.hash.includes('@'));
  const end = location.hash;
  await press('Home');
  await until('the address says where we are', () => location.hash !== end);
  handle.destroy();
  element.remove();
  localStorage.clear(); // whoever comes next has not been here
}

// The page works by the clock. Here the clock goes by how often it is looked at, so that the same build is the same.
const clock = performance.now.bind(performance);
GlobalRegistrator.register({ url: 'http://localhost/', width: 1440, height: 900 });
let looks = 0;
performance.now = () => (looks += 1) / 100;
// Nothing is laid out here: whatever is measured lies elsewhere each time.
let moved = 0;
const measured = () => 20 + ((moved += 37) % 640);
for (const name of ['offsetLeft', 'offsetTop', 'offsetWidth', 'offsetHeight']) {
  Object.defineProperty(HTMLElement.prototype, name, { get: measured });
}
Element.prototype.getBoundingClientRect = () => new DOMRect(measured(), measured(), measured(), measured());
Element.prototype.animate = () => {};
globalThis.ResizeObserver = class {
  #told;
  constructor(told) {
    this.#told = told;
  }
  observe() {
    setTimeout(() => this.#told([], this));
  }
  disconnect() {}
};
// What stands for a window here is the global object, which is no instance of Window.
Object.defineProperty(Window, Symbol.hasInstance, { value: (object) => object === globalThis });

const { bytes, globals } = watched(fs.readFileSync(path.join(folder, 'rehearsed.wasm')));
const glue = await import(pathToFileURL(path.join(folder, 'glue.mjs')).href);
const instance = new Instance(new Module(bytes), glue.imports());
glue.ready(instance);
for (const locale of LANGUAGES) await play(glue, locale);
const entered = [...globals].filter(([name]) => instance.exports[name].value).map(([, index]) => index);
process.stdout.write(JSON.stringify(entered), () => process.exit(0));
