// `node size.mjs FOLDER`: what a first visit to the page downloads, as brotli -q 11 would send it, against the budget.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

/** Bytes, all files of a first visit together: where they are to come to. The Go checker and the editor will have budgets
 * of their own. */
const BUDGET = 150_000;
/** Where they are: more than this is refused. Whoever makes the page smaller makes this smaller too. */
const MOST = 215_000;

const folder = process.argv[2] ?? 'dist';
const page = fs.readFileSync(path.join(folder, 'index.html'), 'utf8');
// The page names what it needs: its style, its entry, and by preloading the engine's two files.
const named = [...page.matchAll(/<(?:link|script)[^>]*(?:href|src)="\.\/([^"]+)"/g)].map((match) => match[1]);
const files = ['index.html', ...new Set(named)];

const brotli = (bytes) =>
  zlib.brotliCompressSync(bytes, {
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;

let total = 0;
for (const name of files) {
  const bytes = fs.readFileSync(path.join(folder, name));
  const sent = brotli(bytes);
  total += sent;
  console.log(`${String(bytes.length).padStart(9)} ${String(sent).padStart(9)}  ${name}`);
}
console.log(`${' '.repeat(9)} ${String(total).padStart(9)}  together, of ${BUDGET} bytes`);
if (total > BUDGET) console.log(`The first visit is ${total - BUDGET} bytes over its budget.`);
if (total > MOST) {
  console.error(`It has grown: it was ${MOST} bytes at most.`);
  process.exitCode = 1;
}
