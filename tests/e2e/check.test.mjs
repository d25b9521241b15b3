// Every schedule of a Go program, checked in a Web Worker: what is found, opened and laid side by side; stopped, and kept.
import assert from 'node:assert/strict';
import test from 'node:test';
import { serve } from '../../web/tools/serve.mjs';
import { DIST, LOOKS, axe, mounted, onDisk, open, paste, stand, start as opened, text } from './browser.mjs';

const stood = await stand(test.after);

/** What the tests look at on a page with a Go program. */
const parts = (page) => ({
  ask: page.locator('.check-all'),
  pane: page.locator('.schedules'),
  verdict: page.locator('.verdict'),
  findings: page.locator('.findings .found-one'),
  outcomes: page.locator('.outcomes .found-one'),
  hero: page.locator('.hero'),
  place: page.locator('.place'),
});

const start = async (address, context) => {
  const started = await opened(stood, address, context);
  return { ...started, ...parts(started.page) };
};

/** The program on show becomes this one. */
async function write(page, program) {
  const edit = page.getByRole('button', { name: 'Edit', exact: true });
  if (await edit.count()) await edit.click();
  await paste(page, program);
}

/** Two lines in either order, and either end. */
const ORDERS = `package main

import (
	"fmt"
	"os"
)

func main() {
	lines, codes := make(chan string, 2), make(chan int, 2)
	go func() { lines <- "one" }()
	go func() { lines <- "other" }()
	go func() { codes <- 0 }()
	go func() { codes <- 3 }()
	fmt.Println(<-lines)
	fmt.Println(<-lines)
	os.Exit(<-codes)
}
`;

/** It has more states than anybody waits for, and a deadlock a few steps from the start. */
const LARGE = `package main

import "sync"

var a, b sync.Mutex

func main() {
	go func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() }()
	b.Lock()
	a.Lock()
	a.Unlock()
	b.Unlock()
	counters := make([]int, 12)
	var wg sync.WaitGroup
	for i := range counters {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 1000 {
				counters[i]++
				counters[(i+1)%12]--
			}
		}()
	}
	wg.Wait()
}
`;

test('the deadlock of ten goroutines is found, opens at its end, and is gone through backwards', async () => {
  const { page, ask, pane, verdict, findings, hero, place, done } = await start('#go/ten-goroutines');
  await ask.click();
  await text(verdict, 'Every schedule ends in a deadlock: 23 steps');
  assert.equal(await pane.getByRole('heading', { name: 'Every schedule' }).evaluate((it) => it.matches(':focus')), true);
  await text(pane, 'That is everything: all 178 states were visited.');
  assert.equal(await findings.count(), 1);
  await text(findings, 'all goroutines are asleep - deadlock!');
  await text(findings, 'G3 to G11');
  await findings.click();
  await text(hero, 'Everyone waits. G2 holds mu');
  const [, step, length] = (await place.textContent()).match(/Step (\d+) of (\d+)/);
  assert.equal(step, length);
  assert.equal(await findings.getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('ArrowLeft');
  await text(place, `Step ${step - 1} of ${length}`);
  await done();
});

test('of the repaired program it is proved that nothing can go wrong', async () => {
  const { page, ask, verdict, findings, done } = await start('#go/ten-goroutines-repaired');
  await page.locator('.params input[type=number]').fill('3');
  await page.keyboard.press('Tab');
  await ask.click();
  await page.locator('.verdict.good').waitFor();
  assert.match(await verdict.textContent(), /^Nothing can go wrong: all [\d,]+ states were visited\.$/);
  assert.equal(await findings.count(), 0);
  await done();
});

test('Stop keeps what was found, and Escape stops as well', async () => {
  const { page, ask, pane, verdict, findings, hero, place, done } = await start('#go/ten-goroutines');
  await text(place, 'Step 0 of 23');
  await write(page, LARGE);
  await place.filter({ hasNotText: 'of 23' }).waitFor(); // it is the new program that runs
  /** The worker that checks has ended. */
  const ended = () => new Promise((resolve) => page.workers()[0].once('close', resolve));
  await ask.click();
  await findings.first().waitFor();
  await text(pane, 'The search goes on.');
  assert.equal(await pane.locator('.figures li').count(), 4);
  let end = ended();
  await pane.getByRole('button', { name: 'Stop' }).click();
  await end;
  await text(pane, /Stopped after [\d,]+ states: there may be more\./);
  await text(verdict, 'It can deadlock');
  await findings.first().click();
  await text(hero, 'Everyone waits.');
  await pane.getByRole('button', { name: 'Check again' }).click();
  await text(pane, 'The search goes on.');
  end = ended();
  await page.keyboard.press('Escape');
  await end;
  await text(pane, 'Stopped after');
  await page.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });
  await ask.click();
  await text(pane, 'Stopped after');
  await done();
});

/** How long it takes, in milliseconds, from a press until the page no longer says that the check goes on. */
const untilStopped = (button) =>
  button.evaluate(
    (pressed) =>
      new Promise((resolve) => {
        const root = pressed.getRootNode();
        const from = performance.now();
        const seen = new MutationObserver(() => {
          if (root.querySelector('.figures')) return;
          seen.disconnect();
          // Once the frame is drawn in which it is gone.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
        });
        seen.observe(root, { childList: true, subtree: true, attributes: true });
        pressed.click();
      }),
  );

test('Stop ends a large check within a tenth of a second, and closing the pane ends its worker; what was found stays', async (t) => {
  const { page, ask, pane, verdict, findings, place, done } = await start('#go/ten-goroutines');
  await text(place, 'Step 0 of 23');
  await write(page, LARGE);
  await place.filter({ hasNotText: 'of 23' }).waitFor();
  const times = [];
  for (const again of [false, true, true]) {
    await (again ? pane.getByRole('button', { name: 'Check again' }) : ask).click();
    await findings.first().waitFor();
    await text(pane, 'The search goes on.');
    const [worker] = page.workers();
    const ended = new Promise((resolve) => worker.once('close', resolve));
    times.push(await untilStopped(pane.getByRole('button', { name: 'Stop' })));
    await ended;
    assert.equal(page.workers().length, 0);
    await text(verdict, 'It can deadlock');
    assert.ok((await findings.count()) > 0);
  }
  times.sort((one, other) => one - other);
  t.diagnostic(`from Stop until the page says so: ${times.map((time) => time.toFixed(1)).join(', ')} ms`);
  // On a machine that does other things as well, the middle one of three counts.
  assert.ok(times[1] < 100, `${times[1]} ms`);

  await pane.getByRole('button', { name: 'Check again' }).click();
  await findings.first().waitFor();
  const ended = new Promise((resolve) => page.workers()[0].once('close', resolve));
  await pane.getByRole('button', { name: 'Close' }).click();
  await ended;
  await ask.click();
  await text(pane, /Stopped after [\d,]+ states/);
  assert.ok((await findings.count()) > 0);
  await done();
});

test('outcomes are put together by what counts of them', async () => {
  const { page, ask, pane, outcomes, place, done } = await start('#go/two-locks');
  const before = await place.textContent();
  await write(page, ORDERS);
  await place.filter({ hasNotText: before }).waitFor(); // it is the new program that runs
  await ask.click();
  await text(pane, 'It can come out in 4 ways.');
  const by = pane.getByRole('combobox', { name: 'Group by' });
  assert.equal(await by.inputValue(), 'each');
  const groups = pane.locator('.found > .outcomes > li');
  assert.equal(await groups.count(), 4);
  for (const [name, count] of [['printed', 2], ['lines', 1], ['ending', 2], ['each', 4]]) {
    await by.selectOption(name);
    await page.waitForFunction(
      ([player, count]) => player.querySelectorAll('.found > .outcomes > li').length === count,
      [await pane.evaluateHandle((element) => element), count],
    );
    assert.equal(await outcomes.count(), 4, 'none is left out');
  }
  await by.selectOption('ending');
  await text(groups.first(), 'one more like it');
  await text(pane.locator('.grouping'), '2 groups.');
  await groups.first().locator('summary').click();
  const other = groups.first().locator('.alike .found-one');
  await other.click();
  assert.equal(await other.getAttribute('aria-pressed'), 'true');
  await done();
});

test('two outcomes are laid side by side from where they part, and a step of them opens', async () => {
  const { page, ask, pane, outcomes, place, done } = await start('#go/two-locks');
  await ask.click();
  await text(pane, 'It can come out in 2 ways.');
  assert.equal(await outcomes.count(), 2);
  const compare = pane.getByRole('button', { name: 'Compare' });
  await compare.nth(0).click();
  await text(pane, 'Choose the one that it is to be compared with.');
  await compare.nth(1).click();
  const beside = page.getByRole('dialog', { name: 'Side by side' });
  await text(beside, /They have the first \d+ steps in common|They part at the first step/);
  const columns = beside.locator('.column ol');
  const [one, other] = await columns.evaluateAll((lists) => lists.map((list) => list.firstElementChild.textContent));
  assert.notEqual(one, other);
  const first = columns.nth(1).locator('li').first();
  const step = (await first.textContent()).match(/^\d+/)[0];
  await first.getByRole('button').click();
  await text(place, `Step ${step} of`);
  await page.keyboard.press('Escape');
  await beside.waitFor({ state: 'detached' });
  // Whoever goes on by keyboard does so where the comparison was asked for.
  assert.ok(await compare.nth(1).evaluate((button) => button.getRootNode().activeElement === button));
  await outcomes.nth(0).click();
  assert.equal(await outcomes.nth(0).getAttribute('aria-pressed'), 'true');
  await done();
});

test('of a file of tests one is chosen, run and checked, and its link leads to it', async () => {
  const { page, ask, outcomes, verdict, place, done } = await start('#go/account');
  const choice = page.getByRole('combobox', { name: 'Test' });
  const tests = await choice.locator('option').allTextContents();
  assert.deepEqual(tests, ['All, one after the other', 'TestDepositsAddUp', 'TestAnAccountBeginsEmpty']);
  const all = await place.textContent();
  await choice.selectOption('TestAnAccountBeginsEmpty');
  await place.filter({ hasNotText: all }).waitFor();
  await ask.click();
  await text(verdict, 'Nothing can go wrong: all');
  const states = async () => Number((await verdict.textContent()).replaceAll(',', '').match(/all (\d+)/)[1]);
  const one = await states();
  await page.keyboard.press('Escape');
  await verdict.waitFor({ state: 'detached' });
  await page.keyboard.press('End');
  await text(page.locator('.output'), 'PASS');
  await page.waitForURL(/#s1\./);
  const link = new URL(page.url()).hash;

  await choice.selectOption('');
  await text(place, 'Step 0 of');
  await ask.click();
  await text(verdict, 'Nothing can go wrong: all');
  assert.ok((await states()) > one, 'the others are checked with it');
  await outcomes.first().waitFor();
  const again = await start(link);
  assert.equal(await again.page.getByRole('combobox', { name: 'Test' }).inputValue(), 'TestAnAccountBeginsEmpty');
  await again.done();
  await done();
});

test('another program has results of its own', async () => {
  const { page, ask, verdict, pane, done } = await start('#go/two-locks');
  await ask.click();
  await text(verdict, 'It can deadlock');
  await page.locator('.examples select').selectOption('ping-pong');
  await verdict.waitFor({ state: 'detached' });
  await pane.getByRole('button', { name: 'Check all schedules' }).click();
  await text(verdict, 'Nothing can go wrong');
  await done();
});

test('where the page may start no worker it says so', async () => {
  const bare = await serve(DIST, { policy: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'" });
  const { page, close } = await open(stood.browser, `${bare.url}#go/two-locks`);
  await mounted(page);
  await page.locator('.check-all').click();
  await text(page.locator('.schedules'), 'the page may not start a Web Worker');
  await close();
  bare.close();
});

for (const name of ['lockstep.html', 'embed.html?controls=full']) {
  test(`${name} checks from a disk`, async () => {
    const { page, done } = await open(stood.browser, `${onDisk(name.split('?')[0])}${name.includes('?') ? '?controls=full' : ''}#go/ten-goroutines`);
    await mounted(page);
    const { ask, verdict } = parts(page);
    await ask.click();
    await text(verdict, 'Every schedule ends in a deadlock: 23 steps');
    await done();
  });
}

for (const { name, context } of LOOKS.filter((look) => /1440.*light-en|390.*dark-zh/.test(look.name))) {
  test(`axe finds nothing in what was found: ${name}`, async () => {
    const { page, ask, pane, done } = await start('#go/two-locks', context);
    await ask.click();
    await pane.locator('.outcomes li').nth(1).waitFor();
    // What the controls happen to lie over is no target until it is scrolled to.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    assert.deepEqual(await axe(page), []);
    for (const number of [0, 1]) await pane.locator('.compare[aria-pressed]').nth(number).click();
    await page.locator('.beside').waitFor();
    assert.deepEqual(await axe(page), []);
    await done();
  });
}

test('beside a text that does not compile nothing is checked, and what was found is said to be of the version before', async () => {
  const { page, ask, pane, verdict, done } = await start('#go/two-locks');
  await ask.click();
  await text(verdict, 'It can deadlock');
  const before = pane.getByText('as it was before the last edits');
  assert.equal(await before.count(), 0);
  await write(page, 'package main\n\nfunc main() {\n\thalf a program\n');
  await before.waitFor();
  await text(verdict, 'It can deadlock');
  assert.equal(await pane.getByRole('button', { name: 'Check again' }).count(), 0);
  assert.equal(await ask.getAttribute('aria-disabled'), 'true');
  assert.match(await ask.getAttribute('title'), /^First mend/);
  await write(page, 'package main\n\nfunc main() {\n}\n');
  await verdict.waitFor({ state: 'detached' });
  assert.equal(await ask.getAttribute('aria-disabled'), null);
  await ask.click();
  await text(verdict, 'Nothing can go wrong');
  await done();
});

test('beside a text that does not compile a check that was never made is not begun', async () => {
  const { page, ask, pane, verdict, done } = await start('#go/two-locks');
  await write(page, 'package main\n\nfunc main() {\n\thalf a program\n');
  await page.locator('.check-all[aria-disabled]').waitFor();
  await ask.click({ force: true });
  await text(pane, 'First mend what is wrong');
  assert.equal(await verdict.count(), 0);
  await done();
});

test('on a phone the verdict stays in sight when everything that was found comes in below it', async () => {
  const { page, ask, verdict, outcomes, done } = await start('#go/two-locks', {
    viewport: { width: 390, height: 844 },
  });
  await ask.click();
  await text(verdict, 'It can deadlock');
  await outcomes.first().waitFor();
  const { top, bottom } = await verdict.evaluate((element) => element.getBoundingClientRect());
  assert.ok(top >= 0 && bottom <= 844, `from ${top} to ${bottom}`);
  await done();
});

/** Nothing but time orders the two. */
const SLEEPS = `package main

import "time"

func main() {
	x := 0
	go func() { x = 1 }()
	time.Sleep(time.Second)
	println(x)
}
`;

test('a race that only time prevents is opened with time that passes at any moment, and so is its link', async () => {
  const { page, ask, findings, place, done } = await start('#go/two-locks');
  await write(page, SLEEPS);
  await text(page.locator('.line, .cm-line').filter({ hasText: 'time.Sleep' }).first(), 'time.Sleep');
  await page.waitForFunction(() => location.hash.includes('source') || location.hash.length > 40);
  await ask.click();
  await text(findings.first(), 'Time may pass at any moment');
  await findings.first().click();
  await text(place, /Step 3 of 3/);
  await page.waitForFunction(() => location.hash.endsWith('@3'));
  const again = await start(new URL(page.url()).hash);
  await text(again.place, /Step 3 of 3/);
  await again.done();
  await done();
});

const FAILS = `package bank

import "testing"

func TestSum(t *testing.T) {
	ch := make(chan int, 1)
	ch <- 3
	if <-ch != 4 {
		t.Error("no")
	}
}
`;

test('a test that fails is named, and the harness is on stage only where somebody waits at it', async () => {
  const { page, ask, findings, done } = await start('#go/two-locks');
  await write(page, FAILS);
  await text(page.locator('.line, .cm-line').filter({ hasText: 'TestSum' }).first(), 'TestSum');
  await page.locator('.place').filter({ hasText: 'of 3' }).waitFor();
  await ask.click();
  await text(findings.first(), 'TestSum');
  await findings.first().click();
  await page.keyboard.press('Home');
  await text(page.locator('.place'), 'Step 0 of');
  // Main waits at one of them later, and then it is there.
  const ours = page.locator('[data-object]').filter({ hasText: 'go test' });
  assert.equal(await ours.count(), 0);
  const next = page.getByRole('button', { name: 'Step', exact: true });
  for (let step = 1; step <= 20; step += 1) {
    await next.click();
    await text(page.locator('.place'), `Step ${step} of`);
    assert.equal(await ours.count(), await ours.filter({ has: page.locator('[data-worker]') }).count());
  }
  await done();
});

const RACE = `package main

var n int

func main() {
	go func() { n++ }()
	println(n)
}
`;

test('a data race is told of where its way ends, with both of its lines, and nowhere else', async () => {
  const { page, ask, findings, hero, place, done } = await start('#go/two-locks');
  await write(page, RACE);
  await text(page.locator('.cm-line').nth(2), 'var n int');
  await page.waitForFunction(() => location.hash.length > 40);
  await ask.click();
  await text(findings.first(), 'Data race');
  await findings.first().click();
  const told = 'Data race on n: next main reads it at line 7, G2 writes it at line 6, and nothing orders the two.';
  await text(hero, told);
  const lines = page.locator('.cm-line.found-line');
  assert.deepEqual(await lines.allTextContents(), ['\tgo func() { n++ }()', '\tprintln(n)']);
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  assert.equal(await page.locator('.line.found-line').count(), 2);
  const [, end] = (await place.textContent()).match(/Step (\d+)/);
  await page.keyboard.press('ArrowLeft');
  await text(place, `Step ${end - 1} of`);
  assert.doesNotMatch(await hero.textContent(), /Data race/);
  assert.equal(await page.locator('.found-line').count(), 0);
  await page.keyboard.press('ArrowRight');
  await text(hero, told);
  assert.deepEqual(await axe(page), []);
  await done();
});
