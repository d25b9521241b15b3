// Keywords, strings and comments in the colours of the source pane, as far as they are in view.
import { Decoration, ViewPlugin } from '@codemirror/view';
import { lineStates, tokensOf } from './tokens.js';

const COLOURS = Object.fromEntries(
  ['keyword', 'string', 'comment'].map((kind) => [kind, Decoration.mark({ class: kind })]),
);

function coloured({ state, visibleRanges }) {
  const out = [];
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      // Of a very long line only a part is in view.
      const seen = (token) => COLOURS[token.kind] && token.from < to && token.to > from;
      for (const token of tokensOf(state, line).filter(seen)) {
        out.push(COLOURS[token.kind].range(Math.max(token.from, from), Math.min(token.to, to)));
      }
      at = line.to + 1;
    }
  }
  return Decoration.set(out);
}

class Colours {
  constructor(view) {
    this.decorations = coloured(view);
  }

  update({ docChanged, viewportChanged, view }) {
    if (docChanged || viewportChanged) this.decorations = coloured(view);
  }
}

export const colours = [lineStates, ViewPlugin.fromClass(Colours, { decorations: ({ decorations }) => decorations })];
