// What is wrong with the program, and what it warns of: underlined, marked beside the line's number, and told where the reader asks.
import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, gutterLineClass, keymap, lineNumbers, showTooltip } from '@codemirror/view';
import { Beside } from './beside.js';

/** Takes the place of all that was wrong before: `{ from, to, message, warns }`, in the order of the text. */
export const setProblems = StateEffect.define();
/** Tells of the problem at a place, or of none. */
const tell = StateEffect.define();

/** The problems, which go along with the text; what was underlined and is gone is no problem any more. */
const problems = StateField.define({
  create: () => [],
  update(list, { changes, effects, docChanged }) {
    const moved = (each) => ({ ...each, from: changes.mapPos(each.from, 1), to: changes.mapPos(each.to, -1) });
    const still = (each, index) => each.from < each.to || (each.from === each.to && list[index].from === list[index].to);
    const kept = docChanged ? list.map(moved).filter(still) : list;
    return effects.reduce((before, effect) => (effect.is(setProblems) ? effect.value : before), kept);
  },
  provide: (field) => [
    EditorView.decorations.from(field, (list) =>
      Decoration.set(list.filter(({ from, to }) => from < to).map(({ from, to, warns }) => (warns ? warned : wrong)[0].range(from, to)), true),
    ),
    gutterLineClass.compute([field], (state) =>
      RangeSet.of(state.field(field).map(({ from, warns }) => (warns ? warned : wrong)[1].range(state.doc.lineAt(from).from)), true),
    ),
  ],
});
/** Under the words, and beside the line's number. */
const marks = (name) => [Decoration.mark({ class: name }), new Beside(name)];
const wrong = marks('problem');
const warned = marks('problem warning');

const at = (state, place) => state.field(problems).filter(({ from, to }) => from <= place && place <= to);

/** The place whose problems are told of now. Whoever types wants to see the text, and whoever goes to a place, what it is. */
const told = StateField.define({
  create: () => null,
  update(place, { state, effects, docChanged, selection }) {
    const asked = effects.find((effect) => effect.is(tell));
    if (asked) return asked.value;
    if (docChanged) return null;
    if (selection) return at(state, selection.main.head).length > 0 ? selection.main.head : null;
    return place;
  },
  provide: (field) =>
    showTooltip.compute([field, problems], (state) => {
      const place = state.field(field);
      const here = place === null ? [] : at(state, place);
      if (here.length === 0) return null;
      return { pos: here[0].from, end: here[0].to, above: true, create: () => ({ dom: balloon(here) }) };
    }),
});

function balloon(here) {
  const dom = document.createElement('div');
  dom.setAttribute('role', 'tooltip');
  dom.className = here.every(({ warns }) => warns) ? 'balloon warning' : 'balloon';
  dom.append(
    ...here.map(({ message }) => {
      const said = document.createElement('p');
      said.textContent = message;
      return said;
    }),
  );
  return dom;
}

/** Goes to a problem; who does not see it hears of it. */
function go(view, { from, message }) {
  view.dispatch({
    selection: { anchor: from },
    effects: [
      tell.of(from),
      EditorView.announce.of(`${view.state.doc.lineAt(from).number}: ${message}`),
      EditorView.scrollIntoView(from, { xMargin: 96, yMargin: 48 }), // with something of what stands around
    ],
  });
  return true;
}

/** To the next problem, or the one before; from the last to the first. */
const step = (forward) => (view) => {
  const list = view.state.field(problems);
  const { head } = view.state.selection.main;
  const found = forward ? list.find(({ from }) => from > head) : list.findLast(({ from }) => from < head);
  const next = found ?? list.at(forward ? 0 : -1);
  return next ? go(view, next) : true;
};

/** To the first problem that is no mere warning. */
export const first = (view) => {
  const found = view.state.field(problems).find(({ warns }) => !warns);
  return found && go(view, found);
};

/** Shows no message any more, if one was shown. */
export const hush = (view) => view.state.field(told) !== null && view.dispatch({ effects: tell.of(null) });

/** The first problem of the line that a row of the numbers is of. */
function inRow(view, element) {
  const { top, bottom } = element.getBoundingClientRect();
  const { from, to } = view.lineBlockAtHeight((top + bottom) / 2 - view.documentTop);
  return view.state.field(problems).find((each) => each.from >= from && each.from <= to);
}

/** The place that the pointer asks about. Over a message it is the same as before, so that a message can be pointed at too. */
function pointed(view, element) {
  if (element.closest('.balloon')) return view.state.field(told);
  if (element.closest('.cm-line .problem')) return view.posAtDOM(element);
  const row = element.closest('.cm-gutterElement.problem');
  return (row && inRow(view, row)?.from) ?? null;
}

/** What the pointer shows it takes away again; what the cursor shows stays until the cursor goes elsewhere. */
export function point(view, element) {
  const place = element ? pointed(view, element) : null;
  const { head } = view.state.selection.main;
  const now = view.state.field(told);
  if (place !== now && (place !== null || now !== head)) view.dispatch({ effects: tell.of(place) });
}

/** A press on the number of a line with problems goes to the first of them. */
const pressed = (view, block) => {
  const found = view.state.field(problems).find(({ from }) => from >= block.from && from <= block.to);
  return found ? go(view, found) : false;
};

export const problemTools = [
  problems,
  told,
  lineNumbers({ domEventHandlers: { mousedown: pressed } }),
  keymap.of([{ key: 'F8', run: step(true), shift: step(false) }]),
];
