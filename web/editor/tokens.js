// Go, a line at a time, as far as an editor has to know it: what is a keyword, a string, a comment, a bracket.
//
// A reader of lines and not a parser: what is wrong with a program Lockstep's own front end says. CodeMirror with
// @codemirror/language and a mode is 89 KB brotli, with the grammar of @codemirror/lang-go 103 KB; the whole editor is 78 KB.
import { StateField } from '@codemirror/state';

/** What a line begins inside of. */
const COMMENT = 1;
const RAW_STRING = 2;
/** How that ends. */
const ENDS = { [COMMENT]: /^.*?\*\//, [RAW_STRING]: /^[^`]*`/ };

/* global KEYWORDS -- the scanner's own: build.mjs puts them here */
const keywords = new Set(KEYWORDS);

/** Comment (whether it ended) | string (whether a raw one ended) | word | bracket | number, which may hold letters. */
const TOKEN =
  /(\/\/.*|\/\*.*?(\*\/|$))|("[^"\\]*(?:\\.[^"\\]*)*"?|'[^'\\]*(?:\\.[^'\\]*)*'?|`[^`]*(`|$))|([\p{L}_][\p{L}\p{Nd}_]*)|([()[\]{}])|\d[\w.]*/gu;

/**
 * Calls `found(kind, from, to, open)` for each token of a line that has a kind: `keyword`, `string`, `comment`, or a
 * bracket itself; `open` is whether it goes on where the line ends. Returns what the next line begins inside of.
 */
function scan(text, inside, found = () => {}) {
  TOKEN.lastIndex = 0;
  if (inside) {
    const ended = text.match(ENDS[inside]);
    const kind = inside === COMMENT ? 'comment' : 'string';
    found(kind, 0, ended ? ended[0].length : text.length, !ended);
    if (!ended) return inside;
    TOKEN.lastIndex = ended[0].length;
  }
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const [all, comment, commentEnd, string, rawEnd, word, bracket] = token;
    const to = token.index + all.length;
    if (comment) {
      const block = commentEnd !== undefined;
      found('comment', token.index, to, !commentEnd);
      if (block && !commentEnd) return COMMENT;
    } else if (string) {
      const open = string[0] === '`' ? !rawEnd : string.length < 2 || string.at(-1) !== string[0];
      found('string', token.index, to, open);
      if (open && string[0] === '`') return RAW_STRING;
    } else if (bracket) found(bracket, token.index, to, false);
    else if (keywords.has(word)) found('keyword', token.index, to, false);
  }
  return 0;
}

/** What the lines `from` to `to` begin inside of, given it for the first; and then the line after them. */
function begins(doc, first, from, to) {
  const out = [first];
  if (from > to) return out;
  for (const text of doc.iterLines(from, to + 1)) {
    const inside = out.at(-1);
    out.push(inside || /`|\/\*/.test(text) ? scan(text, inside) : 0);
  }
  return out;
}

/** For each line of the text what it begins inside of, and at last what a line after them would. */
export const lineStates = StateField.define({
  create: ({ doc }) => begins(doc, 0, 1, doc.lines),
  update(before, { changes, docChanged, startState, state: { doc } }) {
    if (!docChanged) return before;
    let [first, last] = [doc.length, 0];
    changes.iterChangedRanges((_, __, from, to) => {
      first = Math.min(first, from);
      last = Math.max(last, to);
    });
    const [from, to] = [doc.lineAt(first).number, doc.lineAt(last).number];
    const changed = begins(doc, before[from - 1], from, to);
    const shift = startState.doc.lines - doc.lines;
    // Where the line after the change begins as before, so do all that follow.
    const same = changed.at(-1) === before[to + shift];
    const rest = same ? before.slice(to + shift) : begins(doc, changed.at(-1), to + 1, doc.lines);
    return [...before.slice(0, from - 1), ...changed.slice(0, -1), ...rest];
  },
});

/** The tokens of a line, with their places in the text. */
export function tokensOf(state, line) {
  const out = [];
  scan(line.text, state.field(lineStates)[line.number - 1], (kind, from, to, open) =>
    out.push({ kind, from: line.from + from, to: line.from + to, open }),
  );
  return out;
}

/** Whether what is written at a place is text and not program: in a comment or a string. */
export function isText(state, place) {
  const line = state.doc.lineAt(place);
  if (place === line.from) return state.field(lineStates)[line.number - 1] !== 0;
  return tokensOf(state, line).some(
    ({ kind, from, to, open }) => 'comment string'.includes(kind) && from < place && (place < to || (open && place === to)),
  );
}
