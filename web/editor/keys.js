// The keys of the cursor: those of @codemirror/commands' standardKeymap, without what would bring @codemirror/language along.
import {
  cursorCharLeft, cursorCharRight, cursorDocEnd, cursorDocStart, cursorGroupLeft, cursorGroupRight,
  cursorLineBoundaryBackward, cursorLineBoundaryForward, cursorLineBoundaryLeft, cursorLineBoundaryRight,
  cursorLineDown, cursorLineUp, cursorPageDown, cursorPageUp, deleteGroupBackward, deleteGroupForward,
  deleteLineBoundaryBackward, deleteLineBoundaryForward, historyKeymap, selectAll, selectCharLeft, selectCharRight,
  selectDocEnd, selectDocStart, selectGroupLeft, selectGroupRight, selectLineBoundaryBackward,
  selectLineBoundaryForward, selectLineBoundaryLeft, selectLineBoundaryRight, selectLineDown, selectLineUp,
  selectPageDown, selectPageUp, toggleComment,
} from '@codemirror/commands';

const moves = (key, mac, run, shift) => ({ key, mac, run, shift, preventDefault: true });

export const keys = [
  moves('ArrowLeft', undefined, cursorCharLeft, selectCharLeft),
  moves('ArrowRight', undefined, cursorCharRight, selectCharRight),
  moves('ArrowUp', undefined, cursorLineUp, selectLineUp),
  moves('ArrowDown', undefined, cursorLineDown, selectLineDown),
  moves('Mod-ArrowLeft', 'Alt-ArrowLeft', cursorGroupLeft, selectGroupLeft),
  moves('Mod-ArrowRight', 'Alt-ArrowRight', cursorGroupRight, selectGroupRight),
  moves(undefined, 'Cmd-ArrowLeft', cursorLineBoundaryLeft, selectLineBoundaryLeft),
  moves(undefined, 'Cmd-ArrowRight', cursorLineBoundaryRight, selectLineBoundaryRight),
  moves(undefined, 'Cmd-ArrowUp', cursorDocStart, selectDocStart),
  moves(undefined, 'Cmd-ArrowDown', cursorDocEnd, selectDocEnd),
  moves('PageUp', undefined, cursorPageUp, selectPageUp),
  moves('PageDown', undefined, cursorPageDown, selectPageDown),
  moves('Home', undefined, cursorLineBoundaryBackward, selectLineBoundaryBackward),
  moves('End', undefined, cursorLineBoundaryForward, selectLineBoundaryForward),
  moves('Mod-Home', undefined, cursorDocStart, selectDocStart),
  moves('Mod-End', undefined, cursorDocEnd, selectDocEnd),
  moves('Mod-a', undefined, selectAll),
  moves('Mod-Backspace', 'Alt-Backspace', deleteGroupBackward),
  moves('Mod-Delete', 'Alt-Delete', deleteGroupForward),
  moves(undefined, 'Cmd-Backspace', deleteLineBoundaryBackward),
  moves(undefined, 'Cmd-Delete', deleteLineBoundaryForward),
  { key: 'Mod-/', run: toggleComment },
  ...historyKeymap,
];
