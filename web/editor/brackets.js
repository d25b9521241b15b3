// Brackets: the partner of the one at the cursor, and the closing one that is written along with its opening one.
import { MapMode, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import { isText, tokensOf } from './tokens.js';

export const CLOSING = { '(': ')', '[': ']', '{': '}' };
const OPENING = { ')': '(', ']': '[', '}': '{' };
const PAIRS = { ...CLOSING, '"': '"', "'": "'", '`': '`' };

/** So far, in UTF-16 units, a partner is looked for: farther away it is out of view as well. */
const FAR = 20_000;

const bracketsOf = (state, line) => tokensOf(state, line).filter(({ kind }) => CLOSING[kind] || OPENING[kind]);

/** The brackets from `place` on, or back from it, as far as one may look. */
function* along(state, place, forward) {
  const { doc } = state;
  let { number } = doc.lineAt(place);
  for (; number >= 1 && number <= doc.lines; number += forward ? 1 : -1) {
    const line = doc.line(number);
    if (forward ? line.from > place + FAR : line.to < place - FAR) return;
    const here = bracketsOf(state, line);
    yield* forward ? here.filter((each) => each.from >= place) : here.reverse().filter((each) => each.to <= place);
  }
}

/** The bracket before which as many were opened as closed, but for `open`. */
function reached(state, place, forward, open) {
  let depth = 0;
  for (const bracket of along(state, place, forward)) {
    depth += (forward ? CLOSING : OPENING)[bracket.kind] ? 1 : -1;
    if (depth === open) return bracket;
  }
  return undefined;
}

/** The opening bracket that `place` stands within. */
export const around = (state, place) => reached(state, place, false, -1);

const MATCH = Decoration.mark({ class: 'bracket' });

/** The bracket before or else behind the cursor, and its partner. */
function matched(state) {
  const { head, empty } = state.selection.main;
  if (!empty) return Decoration.none;
  const beside = bracketsOf(state, state.doc.lineAt(head));
  const own = beside.find(({ to }) => to === head) ?? beside.find((each) => each.from === head);
  if (!own) return Decoration.none;
  const forward = own.kind in CLOSING;
  const other = reached(state, forward ? own.from : own.to, forward, 0);
  if (!other || PAIRS[(forward ? own : other).kind] !== (forward ? other : own).kind) return Decoration.none;
  return Decoration.set([own, other].map((each) => MATCH.range(each.from, each.to)), true);
}

const wrote = StateEffect.define();

/** The places of the closing brackets that were written along. To write one of them is to go over it. */
const written = StateField.define({
  create: () => [],
  update(places, { changes, effects, docChanged, state, selection }) {
    let kept = docChanged
      ? places.map((place) => changes.mapPos(place, 1, MapMode.TrackAfter)).filter((place) => place !== null)
      : places;
    // Whoever has gone to another line is done with them.
    if (selection && kept.length > 0) {
      const { from, to } = state.doc.lineAt(state.selection.main.head);
      kept = kept.filter((place) => place >= from && place <= to);
    }
    return effects.reduce((all, effect) => (effect.is(wrote) ? [...all, effect.value] : all), kept);
  },
});

function typed(view, from, to, text) {
  const { state } = view;
  const { main } = state.selection;
  if (view.composing || from !== main.from || to !== main.to) return false;
  const after = state.sliceDoc(to, to + 1);
  const closing = PAIRS[text];
  if (from === to && after === text && state.field(written).includes(from)) {
    view.dispatch({ selection: { anchor: from + 1 }, userEvent: 'input.type', scrollIntoView: true });
    return true;
  }
  if (!closing) return false;
  if (from !== to) {
    view.dispatch({
      changes: [{ from, insert: text }, { from: to, insert: closing }],
      selection: { anchor: main.anchor + 1, head: main.head + 1 },
      userEvent: 'input.type',
    });
    return true;
  }
  // Before a word nobody wants the other one; nor after a word or a quote another quote.
  const before = state.sliceDoc(Math.max(from - 1, 0), from);
  if (!/^[\s)\]},;:]?$/.test(after) || isText(state, from)) return false;
  if (closing === text && /[\p{L}\p{Nd}_"'`]/u.test(before)) return false;
  view.dispatch({
    changes: { from, insert: text + closing },
    selection: { anchor: from + 1 },
    effects: wrote.of(from + 1),
    userEvent: 'input.type',
    scrollIntoView: true,
  });
  return true;
}

/** Backspace between two that were written together takes both away. */
export function deletePair({ state, dispatch }) {
  const { head, empty } = state.selection.main;
  if (!empty || head === 0 || !state.field(written).includes(head)) return false;
  if (PAIRS[state.sliceDoc(head - 1, head)] !== state.sliceDoc(head, head + 1)) return false;
  dispatch(state.update({ changes: { from: head - 1, to: head + 1 }, userEvent: 'delete.backward', scrollIntoView: true }));
  return true;
}

export const brackets = [
  written,
  EditorView.inputHandler.of(typed),
  EditorView.decorations.compute(['doc', 'selection'], matched),
];
