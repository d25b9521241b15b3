// What a newcomer reads: panics, what the library makes, an end that is wrong, a check that has only begun.
import assert from 'node:assert/strict';
import test from 'node:test';
import { paste, stand, start as open, text } from './browser.mjs';

const stood = await stand(test.after);

const start = (address, context) => open(stood, address, context);

/** The program on show becomes this one. */
async function write(page, program) {
  await page.locator('.about button.primary').click();
  await paste(page, program);
}

const PANICS = `package main

import "sync"

var mu sync.Mutex

func fill(m map[string]int) {
	defer func() { println("caught", recover() != nil) }()
	mu.Lock()
	defer mu.Unlock()
	m["a"]++
}

func main() {
	done := make(chan bool)
	go func() {
		fill(nil)
		close(done)
	}()
	<-done
}
`;

test('a panic is told before its deferred calls run, and again where it is recovered from', async () => {
  const { page, hero, done } = await start('#go');
  await write(page, PANICS);
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await text(hero, 'Nothing has happened yet.');
  const says = async (words) => {
    for (let steps = 0; !(await hero.textContent()).includes(words); steps += 1) {
      assert.ok(steps < 20, `nothing says “${words}”`);
      await page.keyboard.press('ArrowRight');
    }
  };
  await says('G2 panics: assignment to entry in nil map; its deferred calls run first.');
  await says('G2 gives mu back. G2 recovers: its panic does not end the program.');
  await done();
});

test('what the library makes has the name that the program gives it', async () => {
  const { page, hero, done } = await start('#go/context-cancel');
  await text(hero, 'Nothing has happened yet.');
  await page.keyboard.press('End');
  await text(hero, 'main returned');
  const names = await page.locator('.card .card-name code').allTextContents();
  assert.ok(names.includes('ctx.Done()'), names.join(', '));
  assert.equal(names.some((name) => name.startsWith('context')), false, names.join(', '));
  await done();
});

test('a sum of which updates were lost is no good end, in words and in its mark', async () => {
  const { page, hero, done } = await start('#counting/end');
  await text(hero, 'main returned, but updates of counter were lost:');
  assert.equal(await hero.evaluate((it) => it.matches('.broken') && !it.matches('.clean')), true);
  await done();
  const right = await start('#counting/end?variant=mutex');
  await text(right.hero, 'main returned, and everyone is done.');
  assert.equal(await right.hero.evaluate((it) => it.matches('.clean')), true);
  await right.done();
});

test('where a run has no deadlock, whoever wants to go to one is told so', async () => {
  const { page, hero, done } = await start('#ten-goroutines?variant=buffered');
  await page.locator('.moments.in-bar select').selectOption('deadlock');
  await text(hero, 'This run does not come to that moment: Deadlock.');
  await done();
});

test('a check that has told nothing yet says what it does, in a box of the size of its words', async () => {
  const { page, done } = await start('#go/rate-limiter');
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route(/_check\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('.check-all').click();
  const verdict = page.locator('.verdict');
  await text(verdict, 'Every schedule is being tried.');
  await text(page.locator('.found'), 'is listed here as soon as it is found.');
  const spare = () =>
    verdict.evaluate((box) => box.getBoundingClientRect().height - box.lastElementChild.getBoundingClientRect().height);
  assert.ok((await spare()) < 40, `${await spare()} px of the box are empty`);
  go();
  await page.locator('.found').filter({ hasText: 'as soon as it is found' }).waitFor({ state: 'detached' });
  assert.ok((await spare()) < 40);
  await done();
});

test('in a frame no program is kept', async () => {
  const { page, done } = await start('#go');
  await page.route('**/around.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<title>A page</title><iframe width="1200" height="800" src="embed.html?controls=full#go"></iframe>',
    }),
  );
  await page.goto(`${stood.site.url}around.html`);
  const frame = page.frameLocator('iframe');
  await frame.locator('.about button.primary').click();
  await frame.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('// mine');
  await text(frame.locator('.cm-content'), '// mine');
  await page.goto(`${stood.site.url}#go`);
  await page.locator('.source').waitFor();
  assert.equal((await page.locator('.source').textContent()).includes('// mine'), false);
  assert.equal(await page.evaluate(() => localStorage.getItem('lockstep.program')), null);
  await done();
});
