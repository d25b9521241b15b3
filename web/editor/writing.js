// How lines are indented, by tabs and as gofmt does it, and what the keys that write and delete do.
import { findClusterBreak } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { around, CLOSING, deletePair } from './brackets.js';
import { isText, tokensOf } from './tokens.js';

/** What a line begins with, no farther than `end`. */
const margin = ({ text, from }, end = Infinity) => text.slice(0, end - from).match(/^\s*/)[0];

const CASE = /^\s*(case\b.*|default\s*):\s*(\/\/.*)?$/;

/** The brackets that a line opens before `place` and does not close there. */
function opened(state, line, place) {
  const open = [];
  for (const { kind, to } of tokensOf(state, line)) {
    if (to > place) break;
    if (CLOSING[kind]) open.push(kind);
    else if (CLOSING[open.at(-1)] === kind) open.pop();
  }
  return open;
}

/** Enter: as far in as this line, and one tab more inside of what it opened; the closing bracket goes to a line of its own. */
export function newLine({ state, dispatch }) {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  const text = isText(state, from);
  const open = text ? [] : opened(state, line, from);
  const before = line.text.slice(0, from - line.from);
  const base = margin(line, from);
  const inner = base + (open.length > 0 || (!text && CASE.test(before)) ? '\t' : '');
  // Nobody wants tabs at the end of a line, but in a string they may be meant.
  const blank = !text && before.trim() === '';
  const after = state.sliceDoc(to, state.doc.lineAt(to).to).match(/^\s*(.?)/);
  const closes = open.length > 0 && after[1] === CLOSING[open.at(-1)];
  const skipped = text ? 0 : after[0].length - after[1].length;
  const insert = `\n${inner}`;
  const change = { from: blank ? line.from : from, to: to + skipped, insert: closes ? `${insert}\n${base}` : insert };
  dispatch(
    state.update({
      changes: change,
      selection: { anchor: change.from + insert.length },
      userEvent: 'input',
      scrollIntoView: true,
    }),
  );
  return true;
}

/** Tab writes one, or moves the lines of the selection in. */
export function tab({ state, dispatch }) {
  const { empty } = state.selection.main;
  if (empty) dispatch(state.update(state.replaceSelection('\t'), { userEvent: 'input', scrollIntoView: true }));
  else shift(state, dispatch, ({ from, text }) => text && { from, insert: '\t' }, 'input.indent');
  return true;
}

/** Shift-Tab moves lines out. */
export function untab({ state, dispatch }) {
  const outdent = ({ from, text }) => {
    const width = text.match(/^(\t| {0,4})/)[0].length;
    return width > 0 && { from, to: from + width };
  };
  shift(state, dispatch, outdent, 'delete.dedent');
  return true;
}

/** Changes each line that is selected. */
function shift(state, dispatch, change, userEvent) {
  const { from, to, empty } = state.selection.main;
  const changes = [];
  for (let { number } = state.doc.lineAt(from); number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    // A selection that ends where a line begins holds nothing of it.
    if (line.from > to || (line.from === to && !empty)) break;
    const made = change(line);
    if (made) changes.push(made);
  }
  dispatch(state.update({ changes, userEvent }));
}

/** Deletes the selection, or the letter on one side of the cursor, with all that makes it up. */
const deleting = (forward) => ({ state, dispatch }) => {
  let { from, to, head, empty } = state.selection.main;
  if (empty) {
    const line = state.doc.lineAt(head);
    const end = forward ? line.to : line.from;
    const next = head === end ? head + (forward ? 1 : -1) : line.from + findClusterBreak(line.text, head - line.from, forward);
    [from, to] = [Math.max(Math.min(head, next), 0), Math.min(Math.max(head, next), state.doc.length)];
  }
  if (from === to) return true;
  const userEvent = forward ? 'delete.forward' : 'delete.backward';
  dispatch(state.update({ changes: { from, to }, selection: { anchor: from }, userEvent, scrollIntoView: true }));
  return true;
};

const backspace = deleting(false);

/** What a line is moved out by when this is written at its beginning. */
const OUT = { '}': /^\s*$/, ')': /^\s*$/, ']': /^\s*$/, ' ': /^\s*case$/, ':': /^\s*default$/ };

/** A closing bracket and a case stand as far in as the line that opened what they are in. */
const outward = EditorView.inputHandler.of((view, from, to, text) => {
  const { state } = view;
  const line = state.doc.lineAt(from);
  const before = line.text.slice(0, from - line.from);
  if (from !== to || !OUT[text]?.test(before) || view.composing || isText(state, from)) return false;
  const open = around(state, line.from);
  if (!open || (CLOSING[open.kind] !== text && open.kind !== '{')) return false;
  const wanted = margin(state.doc.lineAt(open.from));
  const now = margin(line);
  if (wanted === now) return false;
  view.dispatch({
    changes: [{ from: line.from, to: line.from + now.length, insert: wanted }, { from, insert: text }],
    selection: { anchor: from + text.length + wanted.length - now.length },
    userEvent: 'input.type',
    scrollIntoView: true,
  });
  return true;
});

/**
 * What is typed over a selection is written here and not by the browser: Chromium moves what is left of the last line up with
 * its look in a style attribute, which the page's policy refuses.
 */
const over = EditorView.domEventHandlers({
  beforeinput({ inputType, data }, view) {
    const { state } = view;
    const { empty, from, to } = state.selection.main;
    if (empty || inputType !== 'insertText' || !data || view.composing) return false;
    const written = () => state.update(state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    const handlers = state.facet(EditorView.inputHandler);
    if (!handlers.some((handles) => handles(view, from, to, data, written))) view.dispatch(written());
    return true;
  },
});

export const writing = [outward, over];

export const writingKeys = [
  { key: 'Enter', run: newLine, shift: newLine },
  { key: 'Tab', run: tab, shift: untab },
  { key: 'Backspace', run: (view) => deletePair(view) || backspace(view), shift: backspace },
  { key: 'Delete', run: deleting(true) },
];
