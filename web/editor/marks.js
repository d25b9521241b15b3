// Where the goroutines stand: the line of the last step, the lines of what was found there, and a chip for those at a line, as in the source pane.
import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutter, gutterLineClass } from '@codemirror/view';
import { Beside } from './beside.js';

/** The drawings of the states, and whether each is a line; those of `State::sign` in core/src/present/stage.rs. */
const SIGNS = {
  running: ['M5 3l8 5-8 5z'],
  ready: ['M4 8a4 4 0 1 1 8 0A4 4 0 1 1 4 8'],
  waiting: ['M4 3h3v10H4zM9 3h3v10H9z'],
  sleeping: ['M11 12.5A6 6 0 1 1 9 2.2a5 5 0 0 0 2 10.3z'],
  done: ['M3 8.5l3.5 3.5L13 4.5', 'line'],
  failed: ['M4 4l8 8M12 4l-8 8', 'line'],
  gone: ['M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3M3 13L13 3', 'line'],
};

function sign(state) {
  const [path, kind] = SIGNS[state] ?? [''];
  const drawn = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = drawn('svg', { class: 'sign', viewBox: '0 0 16 16', width: 16, height: 16 });
  svg.append(drawn('path', { d: path, ...(kind && { class: kind }) }));
  return svg;
}

class Chips extends GutterMarker {
  constructor(marks) {
    super();
    this.marks = marks;
  }
  eq(other) {
    return JSON.stringify(this.marks) === JSON.stringify(other.marks);
  }
  toDOM() {
    const row = document.createElement('div');
    row.className = 'marks';
    for (const { name, state, more } of this.marks) {
      const mark = document.createElement('span');
      mark.className = `mark ${state}`;
      mark.append(sign(state), more > 0 ? `${name} +${more}` : name);
      row.append(mark);
    }
    return row;
  }
}

/** Takes the place of all marks: `{ from, to, current, found, marks }` for each line, in the order of the text. */
export const setMarks = StateEffect.define();

/** The marked lines, which go along with the text; a line that is taken out takes its marks along. */
const marked = StateField.define({
  create: () => [],
  update(lines, { changes, effects, docChanged }) {
    const moved = (line) => ({ ...line, from: changes.mapPos(line.from, 1), to: changes.mapPos(line.to, -1) });
    const still = (line, index) => line.from < line.to || lines[index].from === lines[index].to;
    const kept = docChanged ? lines.map(moved).filter(still) : lines;
    return effects.reduce((before, effect) => (effect.is(setMarks) ? effect.value : before), kept);
  },
  provide: (field) => [
    ...['current', 'found'].flatMap((which) => [
      EditorView.decorations.compute([field], (state) => lines(state, field, which, LINE[which])),
      gutterLineClass.compute([field], (state) => lines(state, field, which, ROW[which])),
    ]),
  ],
});
const LINE = { current: Decoration.line({ class: 'current' }), found: Decoration.line({ class: 'found-line' }) };
const ROW = { current: new Beside('current'), found: new Beside('found-line') };

const start = (state, { from }) => state.doc.lineAt(from).from;
const lines = (state, field, which, mark) =>
  RangeSet.of(
    state.field(field).filter((line) => line[which]).map((line) => mark.range(start(state, line))),
    true,
  );

/** Beside the text and not in it, where chips would be in the way of the cursor and of what an input method composes. */
const chips = gutter({
  class: 'chips',
  side: 'after',
  markers: ({ state }) =>
    RangeSet.of(
      state.field(marked).filter(({ marks }) => marks.length > 0).map((line) => new Chips(line.marks).range(start(state, line))),
      true,
    ),
});

export const markTools = [marked, chips];
