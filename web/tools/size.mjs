// `node size.mjs FOLDER`: what a first visit to the page downloads, as brotli -q 11 would send it, against the budget.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

/** Bytes, all files of a first visit together. The Go checker and the editor will have budgets of their own. */
const BUDGET = 150_000;

const folder = process.argv[2] ?? 'dist';
const page = fs.readFileSync(path.join(folder, 'index.html'), 'utf8');
// The page names what it needs: its style, its entry, and by preloading the engine's two files.
const named = [...page.matchAll(/<(?:link|script)[^>]*(?:href|src)="\.\/([^"]+)"/g)].map((match) => match[1]);

const brotli = (name) => {
  const bytes = fs.readFileSync(path.join(folder, name));
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { name, size: bytes.length, sent: zlib.brotliCompressSync(bytes, { params }).length };
};
const line = (size, sent, words) => console.log(`${String(size).padStart(9)} ${String(sent).padStart(9)}  ${words}`);
const all = (measured) => {
  for (const { name, size, sent } of measured) line(size, sent, name);
  return measured.reduce((sum, { sent }) => sum + sent, 0);
};

// A visit speaks one language: the one whose texts are the longest counts.
const built = fs.readdirSync(folder);
const isGo = (name) => /_(library|examples)\.txt$/.test(name);
const languages = built.filter((name) => name.endsWith('.txt') && !isGo(name)).map(brotli);
const [longest, ...others] = languages.sort((one, other) => other.sent - one.sent);
const total = all([...['index.html', ...new Set(named)].map(brotli), longest]);
line('', total, `together, of ${BUDGET} bytes`);
line('', all([...built.filter((name) => name.endsWith('_rest.wasm')).map(brotli), ...others]), 'that come when the page stands');
line('', all(built.filter(isGo).map(brotli)), 'that come when a Go program is asked for');
if (total > BUDGET) {
  console.error(`The first visit is ${total - BUDGET} bytes over its budget.`);
  process.exitCode = 1;
}
