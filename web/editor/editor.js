// The editor for Go programs: CodeMirror with what Lockstep has to say about the text. It is one module of its own,
// fetched when a reader starts to edit.
//
// It looks like the source pane (editor.css), lives in the shadow root of the player under a policy that allows no
// inline style, and lets no key that it wants reach the page around it.
import { history } from '@codemirror/commands';
import { closeSearchPanel } from '@codemirror/search';
import { Annotation, ChangeSet, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap } from '@codemirror/view';
import { brackets } from './brackets.js';
import { colours } from './colours.js';
import css from './editor.css';
import { finding } from './finding.js';
import { keys } from './keys.js';
import { markTools, setMarks } from './marks.js';
import { lineOf, tokenAt } from './places.js';
import { first, hush, point, problemTools, setProblems } from './problems.js';
import { writing, writingKeys } from './writing.js';

/** On a change that did not come from the reader. */
const put = Annotation.define();

let sheet;
/** How many editors of a root use the sheet. */
const used = new WeakMap();

/** Gives the root our style for as long as an editor stands there. */
function dress(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  const count = used.get(root) ?? 0;
  used.set(root, count + 1);
  if (count === 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    used.set(root, used.get(root) - 1);
    if (used.get(root) === 0) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/** What to change of a text that stands at `from` to make another of it: what both begin and end with stays. */
function difference(before, after, from = 0) {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from: from + start, to: from + before.length - end, insert: after.slice(start, after.length - end) };
}

/** The changes from one text to another. Where both have as many lines, a line that is in both stays untouched. */
function differences(before, after) {
  if (before.lines !== after.lines) return [difference(before.toString(), after.toString())];
  return Array.from({ length: before.lines }, (_, index) => {
    const line = before.line(index + 1);
    return difference(line.text, after.line(index + 1).text, line.from);
  }).filter(({ from, to, insert }) => from < to || insert);
}

/** Where `place` of `before` is in `after`: as far into the same line, where there are both. */
function sameSpot(before, after, place) {
  const { number, from } = before.lineAt(place);
  const line = lineOf(after, number);
  return Math.min(line.from + place - from, line.to);
}

/** Keys the page around must not see: those that were handled and those that write or move. Others are the browser's. */
function keep(event) {
  const chord = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
  if (event.defaultPrevented || !chord) event.stopPropagation();
}

/** How long, in milliseconds, Tab leaves after Escape when nothing else is pressed: as long as it takes. */
const PATIENCE = 1e9;

/**
 * Puts an editor into `host`, an element in a shadow root.
 *
 * `changed(text)` is called after every change that the reader makes, `run()` on Ctrl-Enter (Cmd-Enter), and `left()` when
 * Escape is pressed twice or the focus goes nowhere. All of them may be missing.
 * `label` is what the field is called; `phrases` is what else is said there, by what it is in English: Find, Previous, Next,
 * Close, current match, on line.
 */
export function edit(host, { text = '', label = '', phrases = {}, changed, run, left }) {
  const root = host.getRootNode();
  const undress = dress(root);
  let gone = false;
  let escaped = false;
  /** The text that line numbers mean, and what was changed since; none: the text as it is. */
  let anchored;

  const does = (callback) => () => {
    callback?.();
    return true;
  };
  const escape = (view) => {
    hush(view);
    closeSearchPanel(view);
    view.setTabFocusMode(PATIENCE);
    if (escaped) left?.();
    escaped = !escaped;
    return true;
  };

  const state = EditorState.create({
    doc: text,
    extensions: [
      keymap.of([
        { key: 'Mod-Enter', run: does(run), shift: does(run) },
        { key: 'Escape', run: escape },
        ...writingKeys,
        ...keys,
      ]),
      // A change of what was escaped from: Escape, a letter, Escape is not Escape twice.
      EditorView.domEventObservers({
        keydown: ({ key }) => {
          if (key !== 'Escape') escaped = false;
        },
        mousedown: () => {
          escaped = false;
        },
      }),
      problemTools,
      markTools,
      history(),
      colours,
      writing,
      brackets,
      finding,
      EditorState.phrases.of(phrases),
      EditorState.languageData.of(() => [{ commentTokens: { line: '//' } }]),
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      EditorView.updateListener.of(({ changes, docChanged, state: { doc }, transactions }) => {
        if (!docChanged) return;
        if (anchored) anchored.since = anchored.since.composeDesc(changes.desc);
        if (!transactions.some((each) => each.annotation(put))) changed?.(doc.toString());
      }),
    ],
  });
  const view = new EditorView({ state, root, parent: host });

  const { dom } = view;
  dom.addEventListener('keydown', keep);
  dom.addEventListener('mouseover', ({ target }) => point(view, target));
  dom.addEventListener('mouseleave', () => point(view, null));
  dom.addEventListener('focusout', ({ relatedTarget }) => {
    // Focus that goes nowhere is given back. A window that is left keeps it for when it is come back to.
    if (!gone && !relatedTarget && document.hasFocus()) left?.();
  });

  const meant = () => anchored ?? { doc: view.state.doc, since: ChangeSet.empty(view.state.doc.length).desc };
  const anchor = () => {
    const { doc } = view.state;
    anchored = { doc, since: ChangeSet.empty(doc.length).desc };
  };
  /** A stretch of the text that is meant, in the text as it is now. */
  const now = ({ from, to }, { since }) => ({ from: since.mapPos(from, 1), to: since.mapPos(to, -1) });

  return {
    text: () => view.state.doc.toString(),

    /** Replaces the text by one change that can be undone; cursor and scroll stay where they are, as far as possible. */
    put(after) {
      const { doc, selection } = view.state;
      const insert = view.state.toText(after);
      const changes = differences(doc, insert);
      const { head } = selection.main;
      const within = changes.some(({ from, to }) => from < head && head < to);
      const { scrollTop } = view.scrollDOM;
      view.dispatch({
        changes,
        ...(within && { selection: { anchor: sameSpot(doc, insert, head) } }),
        annotations: put.of(true),
      });
      // CodeMirror has followed the first line in view once it has measured, for which this asks; but that line may have been
      // replaced together with all others.
      view.lineBlockAtHeight(0);
      view.scrollDOM.scrollTop = scrollTop;
      if (anchored) anchor();
    },

    /** From now on line numbers mean the text as it is now, wherever it goes; without this, as it is when they are given. */
    anchor,

    problems(list) {
      const base = meant();
      const found = list.map(({ line, column, message, warns }) => ({ ...now(tokenAt(base.doc, line, column), base), message, warns }));
      const still = found.filter(({ from, to }) => from <= to).sort((one, other) => one.from - other.from);
      view.dispatch({ effects: setProblems.of(still) });
    },

    marks(list) {
      const base = meant();
      const lines = list
        .filter(({ line }) => line >= 1 && line <= base.doc.lines)
        .map(({ line, current, found, marks }) => ({ ...now(base.doc.line(line), base), current, found, marks }));
      const still = lines.filter(({ from, to }) => from <= to).sort((one, other) => one.from - other.from);
      view.dispatch({ effects: setMarks.of(still) });
    },

    /** Scrolls the editor, and never the page around it, until a line is well in view; 0: goes to what is wrong first. */
    reveal(number) {
      if (number === 0) return first(view);
      const { doc, since } = meant();
      const scroller = view.scrollDOM;
      const { top, bottom } = view.lineBlockAt(since.mapPos(lineOf(doc, number).from, 1));
      const room = scroller.clientHeight;
      const height = bottom - top;
      if (top < scroller.scrollTop + height || bottom + height > scroller.scrollTop + room) {
        scroller.scrollTop = top - room / 2;
      }
    },

    focus: () => view.focus(),

    destroy() {
      gone = true;
      view.destroy();
      undress();
    },
  };
}
