// Where in a text Go means: lines from 1, columns in bytes of UTF-8 from 1.

/** A name, a literal, a comment or an operator of Go, from its beginning; anything else is one letter. */
const TOKEN =
  /^(?:[\p{L}_][\p{L}\p{Nd}_]*|\d[\w.]*|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?|\/[/*].*|<<=?|>>=?|&\^=?|&&|\|\||<-|\+\+|--|\.{3}|[-+*/%&|^=!<>:]=|[^])/u;

/** The line of this number, or the nearest that there is. */
export const lineOf = (doc, number) => doc.line(Math.min(Math.max(number, 1), doc.lines));

/** How many UTF-16 units of `text` its first `bytes` bytes of UTF-8 are. */
function units(text, bytes) {
  let at = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0);
    bytes -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes < 0) break;
    at += letter.length;
  }
  return at;
}

/** From where to where the token at a place stands. What is missing at the end of a line is shown at its last letter. */
export function tokenAt(doc, number, column) {
  const { text, from, to } = lineOf(doc, number);
  const at = units(text, column - 1);
  const found = text.slice(at).match(TOKEN);
  if (found) return { from: from + at, to: from + at + found[0].length };
  const last = [...text.trimEnd()].at(-1)?.length ?? 0;
  const end = from + text.trimEnd().length;
  return last ? { from: end - last, to: end } : { from: to, to };
}
