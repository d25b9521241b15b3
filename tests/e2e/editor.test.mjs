// The editor by itself: the built module in a shadow root, under the policy of the page, and what both entries hand over.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { POLICY } from '../../web/tools/serve.mjs';
import { axe, DIST, mounted, onDisk, open, stand } from './browser.mjs';

const { browser, site } = await stand(test.after);

const FILE = fs.readdirSync(DIST).find((name) => name.endsWith('_editor.js'));
const styles = path.resolve(import.meta.dirname, '../../web/style');
const STYLE = fs.readdirSync(styles).sort().map((name) => fs.readFileSync(path.join(styles, name), 'utf8')).join('\n');

const GO = `package main

import "fmt"

func main() {
	for i := range 3 {
		fmt.Println("你好", i)
	}
}
`;

/** A page with nothing on it but an editor in a shadow root, and a button before and behind it. */
async function editing(text = GO, { theme = 'light', options = {}, context = {} } = {}) {
  const opened = await open(browser, 'about:blank', context, async (page) => {
    await page.route(`${site.url}alone`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: { 'content-security-policy': POLICY },
        body: '<!doctype html><html lang="en"><title>Editor</title><main><h1>Editor</h1><div id="place"></div></main></html>',
      }),
    );
  });
  const { page } = opened;
  await page.goto(`${site.url}alone`);
  await page.evaluate(
    async ({ file, style, theme, text, options }) => {
      const root = document.querySelector('#place').attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      const plain = '.frame { display: flex; flex-direction: column; width: min(560px, 92vw); height: 380px; }';
      sheet.replaceSync(`${style}\n${plain}`);
      root.adoptedStyleSheets = [sheet];
      const player = document.createElement('div');
      player.className = 'player';
      player.dataset.theme = theme;
      const frame = document.createElement('div');
      frame.className = 'frame';
      const host = document.createElement('div');
      host.className = 'source';
      const button = (name) => Object.assign(document.createElement('button'), { textContent: name });
      frame.append(button('before'), host, button('behind'));
      player.append(frame);
      root.append(player);
      window.told = [];
      window.leaked = [];
      window.refused = [];
      const tells = (name) => (...values) => window.told.push([name, ...values]);
      document.addEventListener('keydown', ({ key }) => window.leaked.push(key));
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => window.refused.push(violatedDirective));
      const { edit } = await import(file);
      const callbacks = Object.fromEntries(['changed', 'run', 'left'].map((name) => [name, tells(name)]));
      Object.assign(window, { root, host, edit, callbacks });
      window.editor = edit(host, { text, label: 'Program', ...callbacks, ...options });
      window.editor.focus();
    },
    { file: `/${FILE}`, style: STYLE, theme, text, options },
  );
  const inside = (name, ...values) =>
    page.evaluate(([name, values]) => window.editor[name](...values), [name, values]);
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  return {
    ...opened,
    press,
    inside,
    type: (letters) => page.keyboard.type(letters),
    has: async (expected, why) => assert.equal(await inside('text'), expected, why),
    told: () => page.evaluate(() => window.told.splice(0)),
    focused: () => page.evaluate(() => window.root.activeElement?.textContent),
    underlined: () => page.locator('.cm-line .problem').allTextContents(),
    rows: (what) => page.locator(`.cm-line${what}`).allTextContents(),
    done: async () => {
      assert.deepEqual(await page.evaluate(() => window.refused), [], 'the policy refused nothing');
      await opened.done();
    },
  };
}

test('what is typed is told of, indented as gofmt does it, and can be undone', async () => {
  const { type, press, has, told, inside, done } = await editing('');
  await type('func main() {');
  await has('func main() {}');
  await press('Enter');
  await type('switch x {');
  await press('Enter');
  await type('case 1:');
  await press('Enter');
  await type('f("a", \'b\')');
  await press('Enter');
  await type('default:');
  const written = 'func main() {\n\tswitch x {\n\tcase 1:\n\t\tf("a", \'b\')\n\tdefault:\n\t}\n}';
  await has(written);
  const heard = await told();
  assert.deepEqual(heard.at(-1), ['changed', written]);
  assert.ok(heard.every(([name]) => name === 'changed'));
  const until = async (wanted, key) => {
    for (let left = 60; left > 0 && (await inside('text')) !== wanted; left -= 1) await press(key);
    await has(wanted);
  };
  await until('', 'Control+z');
  await until(written, 'Control+y');
  await done();
});

test('brackets and quotes are closed where nothing follows, gone over, and deleted together', async () => {
  const { type, press, has, done } = await editing('');
  await type('f([]int{');
  await has('f([]int{})');
  await type('})');
  await has('f([]int{})', 'those that were written along are gone over');
  await press('Enter');
  await type('"');
  await press('Backspace');
  await has('f([]int{})\n');
  await type('// don\'t (');
  await has('f([]int{})\n// don\'t (', 'a comment is text');
  await press('Control+a');
  await type('(');
  await has('(f([]int{})\n// don\'t ()', 'what is selected is put in brackets');
  await done();
});

test('Tab and Shift-Tab indent by tabs; Escape and Tab leave', async () => {
  const { press, has, type, focused, told, inside, done } = await editing('a\n\nb\n');
  await press('Tab');
  await type('x');
  await has('\txa\n\nb\n');
  await press('Control+a', 'Tab');
  await has('\t\txa\n\n\tb\n', 'an empty line stays empty');
  await press('Shift+Tab', 'Shift+Tab', 'Shift+Tab');
  await has('xa\n\nb\n');
  await told();
  await press('Escape', 'Tab');
  assert.equal(await focused(), 'behind');
  assert.deepEqual(await told(), [], 'the focus goes where it is sent');
  await inside('focus');
  await press('Escape', 'Shift+Tab');
  assert.equal(await focused(), 'before');
  await inside('focus');
  await told();
  await press('Control+Home', 'Escape', 'x', 'Tab');
  await has('x\txa\n\nb\n', 'Escape is forgotten by the next letter');
  await told();
  await press('Escape', 'Escape');
  assert.deepEqual(await told(), [['left']]);
  await has('x\txa\n\nb\n');
  await done();
});

test('a press of Control and Enter runs, with Shift too, and writes nothing', async () => {
  const { press, told, has, done } = await editing();
  await press('Control+Enter', 'Control+Shift+Enter');
  assert.deepEqual(await told(), [['run'], ['run']]);
  await has(GO);
  await done();
});

test('a problem is underlined where Go means it, whatever letters stand before', async () => {
  const line = '\tfmt.Println("你好 🎉", count) // 数';
  const { inside, underlined, done } = await editing(`${line}\nx := \n\n`);
  const column = (piece) => new TextEncoder().encode(line.slice(0, line.indexOf(piece))).length + 1;
  for (const piece of ['count', 'Println', '"你好 🎉"', '// 数', '.', ')']) {
    await inside('problems', [{ line: 1, column: column(piece), message: 'wrong' }]);
    assert.deepEqual(await underlined(), [piece]);
  }
  await inside('problems', [{ line: 2, column: 3, message: 'no new variables' }]);
  assert.deepEqual(await underlined(), [':=']);
  await inside('problems', [{ line: 2, column: 7, message: 'expected operand' }]);
  assert.deepEqual(await underlined(), ['='], 'what is missing is shown at the last letter');
  await inside('problems', [{ line: 3, column: 1, message: 'an empty line' }, { line: 99, column: 99, message: 'beyond' }]);
  assert.deepEqual(await underlined(), []);
  await inside('problems', []);
  await done();
});

test('problems are gone through by keyboard, heard of, shown beside the number and under the pointer', async () => {
  const { page, press, inside, type, underlined, done } = await editing();
  await inside('problems', [
    { line: 6, column: 6, message: 'declared and not used: i' },
    { line: 7, column: 3, message: 'undefined: fmt' },
  ]);
  assert.equal(await page.locator('.cm-lineNumbers .problem').count(), 2);
  const balloon = page.getByRole('tooltip');
  const heard = page.locator('.cm-announced');
  await press('F8');
  assert.equal(await balloon.textContent(), 'declared and not used: i');
  assert.equal(await heard.textContent(), '6: declared and not used: i');
  await press('F8');
  assert.equal(await heard.textContent(), '7: undefined: fmt');
  await press('F8', 'Shift+F8');
  assert.equal(await balloon.textContent(), 'undefined: fmt', 'after the last comes the first, and back');
  await press('Escape');
  assert.equal(await balloon.count(), 0);
  await page.locator('.cm-lineNumbers .problem').first().hover();
  assert.equal(await balloon.textContent(), 'declared and not used: i');
  await page.getByText('package').hover();
  assert.equal(await balloon.count(), 0);
  await page.locator('.cm-line .problem').last().hover();
  assert.equal(await balloon.textContent(), 'undefined: fmt');
  await balloon.hover();
  assert.equal(await balloon.count(), 1, 'one can point at the message');
  await page.locator('.cm-lineNumbers .problem').first().click();
  assert.equal(await balloon.textContent(), 'declared and not used: i');
  await press('Control+Home', 'Enter');
  assert.equal(await balloon.count(), 0);
  assert.deepEqual(await underlined(), ['i', 'fmt'], 'they go along with the text');
  await press('F8');
  await type('k');
  assert.equal(await balloon.count(), 0, 'whoever types wants to see the text');
  assert.deepEqual(await axe(page), []);
  await done();
});

test('marks stand at the end of their lines and follow them', async () => {
  const { page, inside, press, type, rows, done } = await editing();
  const mark = (name, state, more = 0) => ({ name, state, more });
  await inside('marks', [
    { line: 6, current: true, marks: [mark('main', 'running')] },
    { line: 7, current: false, marks: [mark('G2', 'waiting', 3), mark('G7', 'sleeping')] },
  ]);
  const shown = () =>
    page.locator('.chips .mark').evaluateAll((marks) => marks.map((each) => [each.className, each.textContent]));
  const expected = [
    ['mark running', 'main'],
    ['mark waiting', 'G2 +3'],
    ['mark sleeping', 'G7'],
  ];
  assert.deepEqual(await shown(), expected);
  assert.deepEqual(await rows('.current'), ['\tfor i := range 3 {']);
  await press('Control+Home', 'Enter');
  await type('// more');
  assert.deepEqual(await shown(), expected);
  assert.deepEqual(await rows('.current'), ['\tfor i := range 3 {']);
  const tops = await page.evaluate(() => {
    const top = (element) => Math.round(element.getBoundingClientRect().top);
    const line = [...window.root.querySelectorAll('.cm-line')].find((each) => each.textContent.includes('Println'));
    return [top(line), top(window.root.querySelector('.mark.waiting').closest('.cm-gutterElement'))];
  });
  assert.equal(tops[0], tops[1]);
  await press('Control+a', 'Delete');
  assert.deepEqual(await shown(), [], 'a line that is gone has no marks');
  await inside('marks', []);
  await done();
});

test('line numbers mean the text that was anchored', async () => {
  const { inside, press, rows, underlined, has, done } = await editing('a\nb\nc');
  await inside('anchor');
  await press('Control+Home', 'Enter', 'Enter');
  await has('\n\na\nb\nc');
  await inside('marks', [{ line: 2, current: true, marks: [] }]);
  await inside('problems', [{ line: 3, column: 1, message: 'undefined: c' }]);
  assert.deepEqual(await rows('.current'), ['b']);
  assert.deepEqual(await underlined(), ['c']);
  await inside('anchor');
  await inside('marks', [{ line: 2, current: true, marks: [] }]);
  assert.deepEqual(await rows('.current'), ['']);
  await done();
});

test('a text that is put in is one change, of which nobody is told, and cursor and view stay', async () => {
  const lines = Array.from({ length: 300 }, (_, index) => `line ${index + 1}`);
  const { page, inside, press, type, told, has, done } = await editing(lines.join('\n'));
  await inside('reveal', 200);
  const scrolled = () => page.evaluate(() => window.root.querySelector('.cm-scroller').scrollTop);
  const before = await scrolled();
  assert.ok(before > 3000 && (await page.evaluate(() => window.scrollY)) === 0);
  await page.getByText('line 200', { exact: true }).click({ position: { x: 60, y: 8 } });
  await press('End');
  const other = lines.map((line, index) => (index % 50 === 0 ? `${line} changed` : line)).join('\n');
  await inside('put', other);
  await has(other);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.deepEqual(await told(), []);
  assert.equal(await scrolled(), before);
  await type('!');
  await has(other.replace('line 200\n', 'line 200!\n'));
  await press('Control+z', 'Control+z');
  await has(lines.join('\n'));
  await inside('reveal', 200);
  const again = await scrolled();
  assert.ok(again > 3000);
  await inside('put', lines.map((line) => `${line}${line.endsWith('0') ? '\n' : ''}`).join('\n'));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await scrolled(), again, 'where other lines come, the view stays all the same');
  await inside('put', 'a\r\nb');
  await has('a\nb');
  await done();
});

test('no key that writes, moves or is handled is seen by the page around', async () => {
  const { page, press, done } = await editing();
  await press('k', ' ', 'ArrowLeft', 'Home', '?', '1', 'Shift+A', 'Enter', 'Escape', 'F8', 'Control+z', 'Control+a', 'Control+Enter');
  assert.deepEqual(await page.evaluate(() => window.leaked), ['Control', 'Control', 'Control']);
  await done();
});

test('Chinese is written with an input method, and its keys stay in the editor', async () => {
  const { page, has, told, inside, press, done } = await editing('x := ""');
  await inside('marks', [{ line: 1, current: true, marks: [{ name: 'main', state: 'running', more: 0 }] }]);
  await press('End', 'ArrowLeft');
  const cdp = await page.context().newCDPSession(page);
  for (const [text, at] of [['n', 1], ['ni', 2], ['ni h', 4], ['你好', 2]]) {
    await cdp.send('Input.imeSetComposition', { text, selectionStart: at, selectionEnd: at });
  }
  await cdp.send('Input.insertText', { text: '你好' });
  await has('x := "你好"');
  assert.deepEqual((await told()).at(-1), ['changed', 'x := "你好"']);
  assert.equal(await page.locator('.cm-line .string').textContent(), '"你好"');
  await done();
});

test('keywords, strings and comments have the colours of the source pane, over the ends of lines too', async () => {
  const text = 'var s = `raw // no\n"still" var` /* a\nvar */ var t = \'"\' // "x\nmap["a\\"b"]gopher';
  const { page, press, type, done } = await editing(text);
  const of = (kind) => page.locator(`.cm-line .${kind}`).allTextContents();
  assert.deepEqual(await of('keyword'), ['var', 'var', 'map']);
  assert.deepEqual(await of('string'), ['`raw // no', '"still" var`', "'\"'", '"a\\"b"']);
  assert.deepEqual(await of('comment'), ['/* a', 'var */', '// "x']);
  await press('Control+Home');
  await type('/*');
  assert.deepEqual(await of('keyword'), ['var', 'map'], 'what begins above changes what follows');
  await press('Backspace', 'Backspace');
  assert.deepEqual(await of('keyword'), ['var', 'var', 'map']);
  await press('Control+End', 'Enter');
  await type('x`');
  await press('Enter');
  await type('go');
  assert.deepEqual((await of('string')).slice(-2), ['`', 'go']);
  await press('ArrowUp', 'End', 'Backspace');
  assert.deepEqual(await of('keyword'), ['var', 'var', 'map', 'go']);
  await done();
});

test('what is typed, pasted or composed over a selection brings no style along, which the policy would refuse', async () => {
  const { page, press, type, has, done } = await editing('var a = "text" // why\nfunc f() {\n}\n');
  const select = () => press('Control+Home', 'Shift+ArrowDown', 'Shift+End');
  await select();
  await type('x');
  await has('x\n}\n');
  await press('Control+z');
  await select();
  await page.keyboard.insertText('文字');
  await has('文字\n}\n');
  await press('Control+z', 'Control+Home', 'Shift+End');
  await type('y');
  await has('y\nfunc f() {\n}\n');
  await done();
});

test('what is composed, cut or pasted over a selection takes its place, and can be undone', async () => {
  const text = 'one\ntwo\nthree';
  const { page, press, has, done } = await editing(text);
  await press('Control+Home', 'Shift+End');
  const cdp = await page.context().newCDPSession(page);
  for (const [composed, at] of [['n', 1], ['ni', 2], ['你', 1]]) {
    await cdp.send('Input.imeSetComposition', { text: composed, selectionStart: at, selectionEnd: at });
  }
  await cdp.send('Input.insertText', { text: '你' });
  await has('你\ntwo\nthree');
  await press('Control+z');
  await has(text);
  await press('Control+Home', 'Shift+End', 'Control+x');
  await has('\ntwo\nthree');
  await press('ArrowDown', 'Home', 'Shift+End', 'Control+v');
  await has('\none\nthree');
  await press('Control+z', 'Control+z');
  await has(text);
  await done();
});

test('Control and F finds what is far out of view, in the words that were given', async () => {
  const text = Array.from({ length: 900 }, (_, index) => `f(${index})`).join('\n');
  const phrases = { Find: '查找', Next: '下一个' };
  const { page, press, type, has, focused, done } = await editing(text, { options: { phrases } });
  await press('Control+f');
  await type('(87');
  await press('Enter');
  await page.getByText('f(87)', { exact: true }).waitFor();
  await page.getByRole('searchbox', { name: '查找' }).waitFor();
  await page.getByRole('button', { name: '下一个' }).click();
  await page.getByText('f(870)', { exact: true }).waitFor();
  assert.deepEqual(await axe(page), []);
  await press('Escape');
  assert.equal(await page.getByRole('searchbox').count(), 0);
  await type('x');
  await has(text.replace('f(870)', 'fx0)'), 'what was found is selected');
  await press('F3', 'Control+f', 'Escape', 'Escape', 'Tab');
  assert.equal(await focused(), 'behind');
  assert.deepEqual(await page.evaluate(() => window.leaked.filter((key) => key !== 'Control')), []);
  await done();
});

test('a long line and a long program are edited like any other', async () => {
  const line = `x := "${'长long '.repeat(9000)}" + f(1)`;
  const { inside, press, type, has, page, underlined, done } = await editing(`${line}\n`);
  await press('End');
  await type('!');
  await has(`${line}!\n`);
  const column = new TextEncoder().encode(line.slice(0, line.indexOf('f(1)'))).length + 1;
  await inside('problems', [{ line: 1, column, message: 'undefined: f' }]);
  assert.deepEqual(await underlined(), ['f']);
  const program = Array.from({ length: 5000 }, (_, index) => `func f${index}() { go g("${index}") }`).join('\n');
  await inside('put', program);
  await inside('reveal', 5000);
  await page.getByText('f4999').waitFor();
  await press('Control+End', 'Enter');
  await type('`');
  await has(`${program}\n\`\``);
  await press('Control+Home', 'Delete');
  await has(`${program.slice(1)}\n\`\``);
  await inside('problems', Array.from({ length: 500 }, (_, index) => ({ line: 10 * index + 1, column: 1, message: 'm' })));
  await press('Shift+F8');
  await page.getByText('f4990').waitFor();
  await done();
});

test('an editor that is gone leaves nothing', async () => {
  const { page, inside, told, done } = await editing(GO);
  await told();
  await inside('destroy');
  const left = await page.evaluate(() => {
    const two = [window.edit(window.host, { text: 'a' }), window.edit(window.host, { text: 'b' })];
    const sheets = () => window.root.adoptedStyleSheets.length;
    const both = sheets();
    two[0].destroy();
    const one = sheets();
    two[1].destroy();
    return { children: window.host.childNodes.length, both: both - one, all: one - sheets() };
  });
  assert.deepEqual(left, { children: 0, both: 0, all: 1 });
  assert.deepEqual(await told(), [], 'nobody left it');
  await done();
});

/** What an entry hands over to the application, caught where that reads it. */
const catching = (page) =>
  page.addInitScript(() => {
    const { get } = Reflect;
    Reflect.get = (object, key, ...more) => {
      if (key === 'lesson') window.options = object;
      return get(object, key, ...more);
    };
  });

for (const [name, address] of [
  ['the page on a server', () => site.url],
  ['the one file on a disk', () => onDisk('lockstep.html')],
]) {
  test(`the editor comes when it is asked for, and its keys are its own: ${name}`, async () => {
    const { page, done } = await open(browser, address(), { reducedMotion: 'reduce' }, catching);
    await mounted(page);
    await page.locator('lockstep-player[complete]').waitFor();
    const fetched = () => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('_editor')).length);
    assert.equal(await fetched(), 0);
    await page.evaluate(async () => {
      const { edit } = await window.options.editor();
      const source = document.querySelector('lockstep-player').shadowRoot.querySelector('.source');
      source.replaceChildren();
      window.editor = edit(source, { text: '', label: 'Program' });
      window.editor.focus();
    });
    const place = await page.locator('.place').textContent();
    await page.keyboard.type('k 1.');
    for (const key of ['ArrowLeft', 'End', 'Escape', 'Enter']) await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => window.editor.text()), 'k 1.\n');
    assert.equal(await page.locator('.place').textContent(), place);
    assert.equal(await fetched(), name.includes('server') ? 1 : 0);
    await page.evaluate(() => window.editor.destroy());
    await done();
  });
}
