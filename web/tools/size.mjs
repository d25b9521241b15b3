// `node size.mjs FOLDER`: what a first visit to the page downloads, what the whole page is and what the editor, as
// brotli -q 11 would send it, each against its budget.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

/** Bytes, all files together. */
const FIRST_VISIT = 150_000;
/**
 * Everything that a reader of one language has in the end, Go's checker and machine and its library included; the editor is
 * not part of it: it comes to those who edit. The aim is not met: what is refused is growth beyond what was reached.
 */
const WHOLE_PAGE_AIM = 320_000;
const WHOLE_PAGE = 752_000;
const EDITOR = 83_000;

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
/** Shows files and returns what they are together. */
const all = (measured) => {
  for (const { name, size, sent } of measured) line(size, sent, name);
  return measured.reduce((sum, { sent }) => sum + sent, 0);
};
const judge = (what, sent, budget) => {
  line('', sent, `${what}, of ${budget} bytes`);
  if (sent <= budget) return;
  console.error(`Over its budget by ${sent - budget} bytes: ${what}.`);
  process.exitCode = 1;
};

const built = fs.readdirSync(folder);
const ending = (end) => built.filter((name) => name.endsWith(end)).map(brotli);

// A visit speaks one language: the one whose texts are the longest counts.
const isLate = (name) => /_(library|examples|style)\.txt$/.test(name);
const isProse = (name) => name.endsWith('-prose.txt');
const bySize = (one, other) => other.sent - one.sent;
const [longest, ...others] = built
  .filter((name) => name.endsWith('.txt') && !isLate(name) && !isProse(name))
  .map(brotli)
  .sort(bySize);
const [prose, ...otherProse] = built.filter(isProse).map(brotli).sort(bySize);
const first = all([...['index.html', ...new Set(named)].map(brotli), longest]);
judge('a first visit', first, FIRST_VISIT);
const rest = all([...ending('_rest.wasm'), ...ending('_check.js'), ...built.filter(isLate).map(brotli), prose]);
judge(`the whole page in one language (the aim: ${WHOLE_PAGE_AIM})`, first + rest, WHOLE_PAGE);
line('', all([...others, ...otherProse]), 'the other languages');
judge('the editor, for those who edit', all(ending('_editor.js')), EDITOR);
