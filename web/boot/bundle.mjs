// Trunk's post_build hook. Around the wasm and the glue that Trunk made it writes, into the same folder,
//   lockstep.js         the one entry, a module: fetches glue, wasm and texts when a player wants them
//   …_rest.wasm         the half of the wasm that a first visit does not run
//   …_en.txt            the texts of a language, one file for each
//   …_en-prose.txt      the prose of the lessons, for those who read it; one file for each language
//   …_style.txt         the style of what a first visit does not show
//   …_library.txt       Go's library, and …_examples.txt, the examples: they come when a Go program is asked for
//   …_editor.js         the editor, a module, for when a reader starts to edit
//   …_check.js          what checks every schedule, a module, for when a reader asks for that
//   lockstep.inline.js  the same as a classic script with everything inside, for opaque origins
//   embed.html          the page without its surroundings, with embed.js to choose between the two
//   lockstep.html       the whole page in one file, for a disk
// Both entries end in the same engine.js and player.js; only how wasm and texts are had differs.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { editor as bundledEditor, minified } from '../editor/build.mjs';
import { lean as leanWasm } from './data.mjs';
import { shorten, speaking } from './shorten.mjs';

const dist = process.env.TRUNK_STAGING_DIR ?? 'dist';
const boot = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const part = (name) => fs.readFileSync(path.join(boot, name), 'utf8');
const write = (name, text) => fs.writeFileSync(path.join(dist, name), text);

/** Replaces the one place `found` stands at; anything else means that Trunk or index.html changed under us. */
function once(text, found, by) {
  const pieces = text.split(found);
  if (pieces.length !== 2) throw new Error(`${found} should be there once, not ${pieces.length - 1} times`);
  return pieces.join(by);
}

/** Comments and indentation help readers of the source, not those who download it. */
const lean = (code) => code.replace(/^\s*(\/\/.*|\/\*\*[^]*?\*\/)$/gm, '').replace(/^\s+/gm, '');
const leanCss = (css) => css.replace(/\/\*[^]*?\*\//g, '').replace(/\s*\n\s*/g, '\n').trim();

/** The wasm-bindgen that Trunk used: the one on PATH, or the one Trunk downloaded for itself. */
function wasmBindgen(args) {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  const version = fs.readFileSync(path.join(boot, '../../Trunk.toml'), 'utf8').match(/wasm_bindgen = "(.*)"/)[1];
  const own = path.join(cache, 'trunk', `wasm-bindgen-${version}`, 'wasm-bindgen');
  const ready = (command) => {
    try {
      return String(execFileSync(command, ['--version'])).includes(version);
    } catch {
      return false;
    }
  };
  const command = ['wasm-bindgen', own].find(ready);
  if (!command) throw new Error(`wasm-bindgen ${version} is not on PATH: run make tools`);
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The wasm as the linker made it. */
const linked = path.join(
  JSON.parse(execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1', '--offline'], { maxBuffer: 1 << 26 }))
    .target_directory,
  'wasm32-unknown-unknown/wasm-release/lockstep-web.wasm',
);

/** Glue for a classic script. Its imports must be those of the wasm that Trunk already optimised. */
function classicGlue(wasm) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-'));
  try {
    const name = path.basename(wasm).replace(/-[0-9a-f]+_bg\.wasm$/, '');
    wasmBindgen(['--target', 'no-modules', '--no-typescript', '--out-name', name, '--out-dir', folder, linked]);
    const imports = (file) =>
      JSON.stringify(WebAssembly.Module.imports(new WebAssembly.Module(fs.readFileSync(file))).map((i) => i.name).sort());
    if (imports(wasm) !== imports(path.join(folder, `${name}_bg.wasm`))) {
      throw new Error('the classic glue does not fit the optimised wasm');
    }
    return fs.readFileSync(path.join(folder, `${name}.js`), 'utf8');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The wasm divided into what a first visit runs and the rest; whole, where the tools for it are not installed. */
async function halves(wasm, glue) {
  if (!fs.existsSync(path.join(boot, 'node_modules'))) return { first: wasm };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-'));
  try {
    fs.writeFileSync(path.join(folder, 'rehearsed.wasm'), wasm);
    fs.writeFileSync(path.join(folder, 'glue.mjs'), glue);
    for (const [tag, text] of Object.entries(texts)) fs.writeFileSync(path.join(folder, tag), text);
    const stage = path.join(boot, 'rehearse.mjs');
    const entered = execFileSync(process.execPath, [stage, folder, ...languages], { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 });
    const { divide } = await import('./divide.mjs');
    return divide(wasm, new Set(JSON.parse(entered)), fs.readFileSync(linked));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** A section that the wasm carries for us. */
function section(module, name) {
  const [found, more] = WebAssembly.Module.customSections(module, name);
  if (!found || more) throw new Error(`the wasm should carry one section ${name}`);
  return new TextDecoder().decode(found);
}

const wasmName = fs.readdirSync(dist).find((name) => name.endsWith('_bg.wasm'));
const glueName = wasmName.replace('_bg.wasm', '.js');
const wasm = path.join(dist, wasmName);

// The player's style is the files of web/style/ in the order of their names. The last ones are late: a first visit shows
// nothing of theirs.
const LATE = /^[7-9]/;
const sheets = fs.readdirSync(path.join(boot, '../style')).sort();
const styled = (names) => names.map((name) => part(`../style/${name}`));
const DARK = /\.player\[data-theme='dark'\] \{([^}]*)\}/;
/** Whoever leaves the theme to the system has the same dark colours as whoever chose them. */
const withSystem = (css) => {
  const [all, colours] = css.match(DARK);
  return once(css, all, `${all}\n@media (prefers-color-scheme: dark) {\n.player[data-theme='auto'] {${colours}}\n}`);
};
const early = styled(sheets.filter((name) => !LATE.test(name)));
const style = `const STYLE = ${JSON.stringify(leanCss(withSystem([part('boot.css'), ...early].join('\n'))))};\n`;
const lateStyle = leanCss(styled(sheets.filter((name) => LATE.test(name))).join('\n'));
/** The tags of the languages: each has its lessons. */
const languages = [...new Set(fs.readdirSync(path.join(boot, '../lessons')).map((name) => name.split('.')[1]))].sort();
const common = `${style}const LANGUAGES = ${JSON.stringify(languages)};\n` + lean(part('engine.js') + part('player.js'));

// What the classic glue must fit is the wasm as wasm-bindgen named it, so that comes first.
const classicBindings = classicGlue(wasm);
const module = new WebAssembly.Module(fs.readFileSync(wasm));
const { wasm: renamed, short } = shorten(fs.readFileSync(wasm));
const shortened = leanWasm(renamed);
if (!WebAssembly.validate(shortened)) throw new Error('the wasm is no longer one with its short names');

/** The glue's module, with what its own starter uses for an engine that starts it otherwise. */
const glue = once(
  speaking(fs.readFileSync(path.join(dist, glueName), 'utf8'), short),
  'export { initSync, __wbg_init as default };',
  'export { __wbg_get_imports as imports, __wbg_finalize_init as ready };',
);
write(glueName, await minified(lean(glue)));

/** By language what is to be fetched of it (web/src/texts.rs says how it is written), out of the wasm that carries it. */
const texts = Object.fromEntries(languages.map((tag) => [tag, section(module, `lockstep.messages.${tag}`)]));

/** The lessons' prose by language, for those who read it. */
const prose = Object.fromEntries(languages.map((tag) => [`${tag}-prose`, section(module, `lockstep.prose.${tag}`)]));

/** The Go texts, which come when a Go program is asked for: core's `go::learn` and `examples::learn` take them. */
const goTexts = Object.fromEntries(
  ['library', 'examples'].map((name) => [name, section(module, `lockstep.go.${name}`)]),
);
/** All that is fetched as text. */
const allTexts = { ...texts, ...goTexts, ...prose, style: lateStyle };

const { first, rest } = await halves(shortened, glue);
// Trunk's name tells neither how the wasm is divided nor what the texts are: this one does.
const hashOf = (...parts) =>
  parts.reduce((hash, each) => hash.update(each), crypto.createHash('sha256')).digest('hex').slice(0, 16);
const hash = hashOf(first, rest ?? '', JSON.stringify(allTexts));
const named = (ending, by = hash) => glueName.replace(/-[0-9a-f]+\.js$/, `-${by}_${ending}`);
const [firstName, restName] = [named('bg.wasm'), named('rest.wasm')];
fs.rmSync(wasm);
fs.writeFileSync(path.join(dist, firstName), first);
if (rest) fs.writeFileSync(path.join(dist, restName), rest);

for (const [name, text] of Object.entries(allTexts)) write(named(`${name}.txt`), text);

const editor = await bundledEditor();
// It changes less often than the wasm does.
const editorName = editor && named('editor.js', hashOf(editor.module));
if (editor) write(editorName, editor.module);

/** Both ends of the worker that checks every schedule. */
const checking = lean(part('check.js'));
const checkModule = await minified(checking + lean(part('check_fetched.js')));
const checkName = named('check.js', hashOf(checkModule));
write(checkName, checkModule);

const places = [
  ['@GLUE@', glueName],
  ['@WASM@', firstName],
  ['@REST@', rest && restName],
  ['@TEXTS@', named('')],
  ['@EDITOR@', editorName],
  ['@CHECK@', checkName],
];
const fetched = places.reduce(
  (code, [place, name]) => code.replaceAll(place, name ? `./${name}` : ''),
  lean(part('fetched.js')),
);
write('lockstep.js', await minified(fetched + common));

const packed = zlib.gzipSync(shortened, { level: 9 }).toString('base64');
const classic = [
  '(() => {',
  `function bindings() {\n${lean(speaking(classicBindings, short))}\nreturn wasm_bindgen;\n}`,
  `const packed = "${packed}";`,
  `const files = ${JSON.stringify(allTexts)};`,
  // A function, so that a browser reads over it until it is called.
  `const editor = ${editor ? `async () => (edits ??= ${editor.expression})` : undefined};\nlet edits;`,
  checking + lean(part('inlined.js')) + common,
  '})();\n',
].join('\n');
write('lockstep.inline.js', classic);

const page = once(fs.readFileSync(path.join(dist, 'index.html'), 'utf8'), wasmName, firstName);
write('index.html', page);
const entry = page.match(/<script type="module" src="[^"]*lockstep\.js"><\/script>/)[0];
const sheet = page.match(/<link rel="stylesheet"[^>]*>/)[0];
// What an opaque origin may not fetch it must not be told to preload.
const bare = page.replace(/<link rel="(modulepreload|preload)"[^>]*>/g, '');

write('embed.js', lean(part('embed.js')));
write('embed.html', once(once(bare, entry, ''), '</body>', '<script src="embed.js"></script>\n</body>'));
const css = `<style>${leanCss(part('../page.css'))}</style>`;
const script = `<script>${classic.replaceAll('</script', '<\\/script')}</script>`;
write('lockstep.html', once(once(once(bare, entry, ''), sheet, css), '</body>', `${script}\n</body>`));
