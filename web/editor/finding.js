// Control-F: the browser's own search would miss what is not in view, which is not in the document either.
import {
  closeSearchPanel, findNext, findPrevious, getSearchQuery, openSearchPanel, search, SearchQuery, setSearchQuery,
} from '@codemirror/search';
import { keymap, runScopeHandlers } from '@codemirror/view';

/** A line to write in, and words to press. What they say the page may say otherwise: `phrases` of `edit`. */
function panel(view) {
  const dom = document.createElement('div');
  dom.className = 'find';
  const field = document.createElement('input');
  field.type = 'search';
  field.setAttribute('aria-label', view.state.phrase('Find'));
  field.setAttribute('main-field', ''); // to this CodeMirror gives the focus where the panel is there already
  field.value = getSearchQuery(view.state).search;
  const query = () => new SearchQuery({ search: field.value, literal: true });
  field.addEventListener('input', () => view.dispatch({ effects: setSearchQuery.of(query()) }));
  const button = (words, press) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = view.state.phrase(words);
    made.addEventListener('click', () => press(view));
    return made;
  };
  const buttons = document.createElement('div');
  buttons.append(button('Previous', findPrevious), button('Next', findNext), button('Close', closeSearchPanel));
  dom.append(field, buttons);
  dom.addEventListener('keydown', (event) => {
    const enter = event.key === 'Enter' && event.target === field;
    if (enter) (event.shiftKey ? findPrevious : findNext)(view);
    if (enter || runScopeHandlers(view, event, 'search-panel')) event.preventDefault();
  });
  return { dom, top: true, mount: () => field.select() };
}

const scope = 'editor search-panel';

export const finding = [
  search({ createPanel: panel }),
  keymap.of([
    { key: 'Mod-f', run: openSearchPanel, scope },
    { key: 'F3', run: findNext, shift: findPrevious, scope, preventDefault: true },
    { key: 'Mod-g', run: findNext, shift: findPrevious, scope, preventDefault: true },
    { key: 'Escape', run: closeSearchPanel, scope: 'search-panel' },
  ]),
];
