// Go programs: typed into the page, checked, run; turned, linked, kept.
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, mounted, paste, stand, start as open, text } from './browser.mjs';

const stood = await stand(test.after);

const start = async (address, context) => {
  const opened = await open(stood, address, context);
  const { page } = opened;
  const editor = page.locator('.cm-content');
  return {
    ...opened,
    editor,
    output: page.locator('.output'),
    problems: page.locator('.problems'),
    edit: async () => {
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await editor.waitFor();
    },
    /** Pastes a program over the one that is there. */
    write: (program) => paste(page, program),
  };
};

const TEN = `package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	ch := make(chan int)
	wg.Add(10)
	for id := range 10 {
		go func() {
			mu.Lock()
			ch <- id
			mu.Unlock()
			wg.Done()
		}()
	}
	wg.Wait()
	for range 10 {
		fmt.Println(<-ch)
	}
}
`;

test('ten goroutines, typed in, end in the deadlock of Go with the chain of waits', async () => {
  const { page, hero, place, output, edit, write, done } = await start('#go/ping-pong');
  await edit();
  await write(TEN);
  await text(place, 'Step 0 of 23');
  await page.locator('.player').focus();
  await page.keyboard.press('End');
  await text(hero, 'Everyone waits. G2 holds mu and waits for someone to receive from ch. Only main receives from ch');
  await text(output, 'fatal error: all goroutines are asleep - deadlock!');
  await text(output, 'goroutine 1 [sync.WaitGroup.Wait]:');
  await text(output, 'exit status 2');
  assert.ok((await page.locator('.overlay path').count()) > 0, 'the circle is drawn');
  await done();
});

test('what is wrong is told where it is, also behind Chinese, and what ran still runs', async () => {
  const { page, problems, place, edit, write, done } = await start('#go/hand-off');
  const before = await place.textContent();
  await edit();
  await write('package main\n\nfunc main() {\n\tprintln("你好，世界", 数)\n\tx := 1\n}\n');
  await text(problems, '2 problems');
  await text(problems, '4:29 undefined: 数');
  await text(problems, '5:2 declared and not used: x');
  assert.equal(await place.textContent(), before);
  assert.equal(await page.locator('.cm-line .problem').first().textContent(), '数');
  await page.getByRole('button', { name: 'declared and not used' }).click();
  await write('package main\n\nfunc main() {\n\tprintln("你好，世界")\n}\n');
  await problems.locator('li').first().waitFor({ state: 'detached' });
  await text(place, 'Step 0 of 2');
  await done();
});

test('a number is turned in the text and in the run', async () => {
  const { page, place, edit, editor, done } = await start('#go/ten-goroutines');
  await text(place, 'Step 0 of 23');
  await page.locator('.param input[type=number]').fill('3');
  await page.keyboard.press('Tab');
  await text(page.locator('.source'), 'const workers = 3 // 1..64');
  await text(place, 'Step 0 of 9');
  await edit();
  await text(editor, 'const workers = 3');
  await page.locator('.param input[type=number]').fill('2');
  await page.keyboard.press('Tab');
  await text(editor, 'const workers = 2');
  await done();
});

test('a link carries the program, the schedule and the place', async () => {
  const { page, place, edit, write, done } = await start('#go/ping-pong');
  await edit();
  await write(TEN.replaceAll('10', '2'));
  await text(place, 'Step 0 of 7');
  await page.locator('.player').focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await text(place, 'Step 3 of');
  await page.waitForFunction(() => location.hash.endsWith('@3'));
  const link = new URL(page.url()).hash;
  const again = await start(link);
  await text(again.place, 'Step 3 of 7');
  await text(again.page.locator('.source'), 'for id := range 2 {');
  await again.done();
  await done();
});

test('what was typed is there again after a reload, whatever is wrong with it', async () => {
  const { page, edit, write, problems, editor, done } = await start('#go/ping-pong');
  await edit();
  await write('package main\n\nfunc main() {\n\thalf a program\n');
  await text(problems, 'syntax error');
  await page.goto(`${stood.site.url}#counting`);
  await page.goto(`${stood.site.url}#go`);
  await page.reload();
  await mounted(page);
  await text(editor, 'half a program');
  await text(problems, 'syntax error');
  await done();
});

test('a draft with something wrong in it keeps the older meaning of its loop variables over a reload', async () => {
  const { page, edit, write, problems, editor, done } = await start('#go/ping-pong');
  const tick = page.locator('.check input');
  await edit();
  await write('package main\n\nfunc main() {\n}\n');
  await problems.locator('li').first().waitFor({ state: 'detached' });
  await page.locator('.more summary').click();
  await tick.check();
  await write('package main\n\nfunc main() {\n\thalf a program\n');
  await text(problems, 'syntax error');
  await page.reload();
  await mounted(page);
  await text(editor, 'half a program');
  await page.locator('.more summary').click();
  assert.ok(await tick.isChecked());
  await done();
});

test('what was typed last is there after a reload at once, also in an example', async () => {
  const { page, edit, editor, done } = await start('#go/ping-pong');
  await edit();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('half');
  await page.reload();
  await mounted(page);
  await text(editor, 'half');
  await done();
});

test('what is written in an example is a program of its own, and the one before stays', async () => {
  const { page, edit, write, editor, done } = await start('#go');
  const program = page.getByRole('combobox', { name: 'Program' });
  const own = (says) => `// ${says}\npackage main\n\nfunc main() {\n\tprintln("this is what ${says} does")\n}\n`;
  await edit();
  await write(own('first'));
  await program.selectOption({ label: 'Ping-pong' });
  await text(editor, 'ping');
  await page.keyboard.press('ControlOrMeta+End');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('// more');
  await program.selectOption({ label: 'Your program before: first' });
  await text(editor, 'this is what first does');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('broken');
  await page.goto(`${page.url().split('#')[0]}#counting`);
  await page.reload();
  await mounted(page);
  await page.goto(`${page.url().split('#')[0]}#go`);
  await text(editor, 'broken');
  assert.equal(await program.locator('option', { hasText: 'Your program before' }).count(), 1, 'no program is kept twice');
  await program.selectOption({ index: 1 });
  await text(editor, '// more');

  // One that takes the place of the whole text is another one.
  await write(own('last'));
  await program.locator('option', { hasText: 'Your program before' }).nth(1).waitFor({ state: 'attached' });
  await program.locator('option', { hasText: 'Your program before: first' }).waitFor({ state: 'attached' });
  await done();
});

test('the editor keeps its size whatever is wrong, nothing lies over the line, and Done closes it', async () => {
  const long = `package main\n\nfunc main() {\n${'\tprintln("line")\n'.repeat(60)}}\n`;
  for (const viewport of [{ width: 1440, height: 900 }, { width: 820, height: 1180 }, { width: 390, height: 844 }]) {
    const { page, edit, write, editor, problems, done } = await start('#go/two-locks', { viewport });
    await edit();
    await write(long);
    const height = () => page.locator('.editor').evaluate((element) => element.getBoundingClientRect().height);
    await page.locator('.editor .mark').first().waitFor({ state: 'attached' });
    const before = await height();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('x y z');
    await text(problems, 'syntax error');
    assert.equal(await height(), before);
    assert.equal(await page.locator('.editor .mark').count(), 0, 'nobody stands in a text that does not run');
    const free = await page.evaluate(() => {
      const root = document.querySelector('lockstep-player').shadowRoot;
      const line = [...root.querySelectorAll('.cm-line')].at(-1).getBoundingClientRect();
      return line.bottom <= innerHeight && root.elementFromPoint(line.left + 8, line.bottom - 4)?.closest('.cm-editor') !== null;
    });
    assert.ok(free, `the last line is in sight at ${viewport.width}`);
    const button = page.getByRole('button', { name: 'Done' });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await write(long);
    await page.locator('button:not([aria-disabled])', { hasText: 'Done' }).click();
    await editor.waitFor({ state: 'detached' });
    await page.locator('.source').waitFor();
    await done();
  }
});

test('where what is wrong stands above the editor, the keyboard comes to it first, too', async () => {
  const { page, problems, edit, write, editor, done } = await start('#go/two-locks', {
    viewport: { width: 820, height: 1180 },
  });
  await edit();
  await write('package main\n\nfunc main() { x }\n');
  const problem = problems.getByRole('button').first();
  await text(problem, 'undefined: x');
  const top = (part) => part.evaluate((element) => element.getBoundingClientRect().top);
  assert.ok((await top(problem)) < (await top(editor)));
  await problem.focus();
  await page.keyboard.press('Tab');
  assert.ok(await editor.evaluate((content) => content.getRootNode().activeElement === content));
  await done();
});

test('a step may be a line, or all until somebody waits', async () => {
  const { page, place, hero, done } = await start('#go/mutex-counter');
  await page.getByText('More', { exact: true }).click();
  await page.getByRole('button', { name: 'Until it waits' }).click();
  await hero.waitFor();
  const [, far] = (await place.textContent()).match(/Step (\d+)/);
  assert.ok(Number(far) > 1, `it went ${far} steps`);
  await done();
});

test('an endless program stays in hand, and says what it does', async () => {
  const { page, place, edit, write, done } = await start('#go/ping-pong');
  await edit();
  await write('package main\n\nfunc main() {\n\tfor {\n\t}\n}\n');
  await text(place, /Step 0 of \d$/);
  await page.locator('.player').focus();
  await page.keyboard.press('ArrowRight');
  const hero = page.locator('.hero');
  await text(hero, 'main computes on, where nobody else can see it. If that never stops, it is an endless loop.');
  await page.keyboard.press('End');
  await text(hero, 'Line 4: this goes on for ever, and nothing changes any more.');
  await page.keyboard.press('Space');
  await text(hero, 'this goes on for ever');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await done();
});

test('a number can be written beside the editor, and an example that is turned is not kept as the reader’s own', async () => {
  const { page, editor, edit, write, done } = await start('#go');
  const own = 'package main\n\nfunc main() {\n\tprintln("mine")\n}\n';
  await edit();
  await write(own);
  await page.waitForFunction(() => localStorage['lockstep.program']?.includes('mine'));
  await page.goto(`${page.url().split('#')[0]}#go/worker-pool`);
  await text(editor, 'const (');
  const number = page.getByRole('spinbutton', { name: 'workers' });
  await editor.click();
  await number.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  assert.equal(await number.inputValue(), '2');
  await text(editor, 'workers = 2 // 1..32');
  await page.goto(`${page.url().split('#')[0]}#go`);
  await text(editor, 'println("mine")');
  await done();
});

test('raw strings and comments over several lines are coloured as such, in the editor and without it', async () => {
  const program = 'package main\n\n/* go\nfunc */\nfunc main() {\n\tprintln(`for\n"range`, \'"\') // if\n}\n';
  const { page, place, edit, write, done } = await start('#go');
  const expected = {
    keyword: ['package', 'func'],
    comment: ['/* go', 'func */', '// if'],
    string: ['`for', '"range`', "'\"'"],
  };
  const coloured = async (pane, kind) => assert.deepEqual(await page.locator(`${pane} .${kind}`).allTextContents(), expected[kind]);
  await edit();
  await write(program);
  await place.filter({ hasText: /of 2$/ }).waitFor(); // it is the new program that runs
  for (const kind in expected) await coloured('.cm-line', kind);
  await page.locator('button:not([aria-disabled])', { hasText: 'Done' }).click();
  await page.locator('.source').waitFor();
  for (const kind in expected) await coloured('.source', kind);
  await done();
});

test('in large type a Go program keeps its text and its output, also while it is checked', async () => {
  const { page, output, press, done } = await start('#go/two-locks');
  await press('End', 'p');
  await page.locator('.player.projector').waitFor();
  const seen = async (...names) => {
    for (const name of names) assert.ok(await page.locator(name).isVisible(), name);
  };
  await seen('.source', '.output', '.stage', '.hero');
  await text(output, '100 100');
  assert.equal(await page.locator('.choices').isVisible(), false);
  await page.locator('.check-all').click();
  await text(page.locator('.verdict'), 'It can deadlock');
  await seen('.player.projector', '.source', '.schedules', '.stage', '.hero');
  await press('p');
  await page.locator('.player:not(.projector)').waitFor();
  await seen('.schedules');
  await done();
});

test('a range that cannot be is warned of where it stands, and the program runs', async () => {
  const { page, editor, place, problems, edit, write, done } = await start('#go/ping-pong');
  await edit();
  await write('package main\n\nconst n = 4 // 9..2\nconst m = 70 // 1..64\n\nfunc main() {\n\tprintln(n, m)\n}\n');
  const warned = editor.locator('.problem.warning');
  await warned.nth(1).waitFor();
  assert.deepEqual(await warned.allTextContents(), ['// 9..2', '70']);
  await warned.first().hover();
  await text(page.locator('.balloon.warning'), 'There is nothing from 9 to 2: the smaller number comes first.');
  await warned.nth(1).hover();
  await text(page.locator('.balloon.warning'), '70 is not from 1 to 64, so it cannot be turned.');
  await text(place, 'Step 0 of 2');
  assert.equal(await problems.locator('.problem').count(), 0);
  await done();
});

test('the help of a Go program says which keys the editor has', async () => {
  const { page, press, done } = await start('#go/ping-pong');
  await press('?');
  await text(page.getByRole('dialog', { name: 'Help' }), 'Escape, then Tab: out of the editor. Ctrl Enter: play.');
  assert.deepEqual(await axe(page), []);
  await done();
});

test('Control and Enter go to what is wrong, also right after typing, and do not play the version before', async () => {
  const { page, editor, place, problems, edit, write, done } = await start('#go/ping-pong');
  await edit();
  await write('package main\n\nfunc main() {\n\tx := 1\n\ty := 2\n}\n');
  await page.keyboard.press('ControlOrMeta+Enter');
  await text(editor.page().getByRole('tooltip'), 'declared and not used: x');
  await text(problems, '2 problems');
  await text(page.locator('.stage-pane'), 'This is the version before');
  assert.match(await place.textContent(), /^Step 0 of /);
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await write('package main\n\nfunc main() {\n\tprintln(1)\n}\n');
  await page.keyboard.press('ControlOrMeta+Enter');
  await text(place, 'Step 2 of 2');
  assert.equal(await page.locator('.older, .behind-note').count(), 0);
  await done();
});

test('what was read out of one program is not said beside the next', async () => {
  const { page, place, edit, write, press, done } = await start('#go/ping-pong');
  const spoken = page.locator('.player > [role=status]');
  await edit();
  await press('Escape', 'Escape', 'ArrowRight');
  await text(spoken, 'Step 1 of');
  await write('package main\n\nfunc main() {\n\tprintln(1)\n}\n');
  await text(place, 'Step 0 of 2');
  assert.equal(await spoken.textContent(), '');
  await done();
});

test('of packages that are not here each is in sight, and those that are wait behind a fold', async () => {
  const { page, problems, edit, write, done } = await start('#go/ping-pong');
  await edit();
  await write('package main\n\nimport (\n\t"net/http"\n\t"example.com/gin"\n)\n\nfunc main() {\n\thttp.Get(gin.X)\n}\n');
  const [first, second] = ['The package net/http is not here.', 'The package example.com/gin is not here.'].map((said) =>
    problems.getByRole('button', { name: said }),
  );
  await first.waitFor();
  const bottom = (await problems.boundingBox()).y + (await problems.boundingBox()).height;
  const { y } = await second.boundingBox();
  assert.ok(y + 12 < bottom, 'the second is seen below the first');
  const names = problems.getByText('bytes, cmp, context').first();
  assert.equal(await names.isVisible(), false);
  await problems.locator('summary').first().click();
  await names.waitFor();
  assert.match(await page.locator('.problems').textContent(), /Packages that are here/);
  await done();
});

test('axe finds nothing in a Go program, with the editor and with problems', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const { page, edit, write, problems, done } = await start('#go/two-locks', { colorScheme });
    assert.deepEqual(await axe(page), []);
    await edit();
    await write('package main\n\nfunc main() { x }\n');
    await text(problems, 'undefined: x');
    assert.deepEqual(await axe(page), []);
    await done();
  }
});
