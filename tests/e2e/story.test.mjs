// What a reader does with the page, by keyboard alone: step to the deadlock, understand it, go back, repair, run on.
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, stand, start as open, text } from './browser.mjs';

const stood = await stand(test.after);

const start = async (address, context) => {
  const opened = await open(stood, address, context);
  return {
    ...opened,
    spoken: opened.page.locator('.player > [role=status]'),
    /** Tabs until the element has the focus, as a reader without a mouse must be able to. */
    tabTo: async (locator) => {
      for (let pressed = 0; pressed < 80; pressed += 1) {
        if (await locator.evaluate((element) => element.getRootNode().activeElement === element)) return;
        await opened.page.keyboard.press('Tab');
      }
      assert.fail(`the Tab key never comes to ${locator}`);
    },
  };
};

test('the ten goroutines are stepped to their deadlock, explained, stepped back, repaired and run to the end', async () => {
  const { page, hero, place, spoken, press, tabTo, done } = await start();
  await text(hero, 'Nothing has happened yet');
  assert.equal(await spoken.textContent(), '', 'the live region is silent until the reader acts');
  let steps = 0;
  while (!(await hero.textContent()).includes('Everyone waits')) {
    await press('ArrowRight');
    steps += 1;
    await text(place, `Step ${steps} of`);
    assert.ok(steps < 100);
  }
  await text(hero, 'G2 holds mu and waits for someone to receive from ch');
  await text(spoken, `Step ${steps} of ${steps}. Everyone waits.`);
  assert.equal(await page.locator('.overlay path.cycle').count(), 2, 'the circle is drawn');
  assert.deepEqual(await axe(page), []);
  await press('ArrowLeft', 'ArrowLeft');
  await text(place, `Step ${steps - 2} of ${steps}`);
  await press('End');
  const repair = page.getByRole('button', { name: 'Repair: receive, then wait' });
  await tabTo(repair);
  await press('Enter');
  await text(place, 'Step 0 of');
  await press('End');
  await text(hero, 'main returned, and everyone is done.');
  await text(page.locator('.output'), 'received 11');
  await done();
});

test('a buffer of nine still deadlocks, and one of ten does not', async () => {
  for (const [capacity, ending] of [
    [9, 'Everyone waits.'],
    [10, 'main returned, and everyone is done.'],
  ]) {
    const { page, hero, press, tabTo, done } = await start('#ten-goroutines?variant=buffered');
    const field = page.getByRole('spinbutton', { name: 'Capacity of the channel' });
    await tabTo(field);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(String(capacity));
    await press('Tab', 'End');
    await text(hero, ending);
    await done();
  }
});

test('the reader decides who goes next, and the old run is kept as a branch', async () => {
  const { page, hero, place, press, tabTo, done } = await start();
  await press(...Array(8).fill('ArrowRight'));
  const length = Number((await place.textContent()).match(/of (\d+)/)[1]);
  const other = page.locator('.choice:not(.recorded)').first();
  await tabTo(other);
  const words = await other.locator('b').first().textContent();
  await press('Enter');
  await text(place, 'Step 9 of 9');
  assert.ok((await hero.textContent()).startsWith(words), 'the one who was chosen went');
  const first = page.getByRole('button', { name: 'First run' });
  await tabTo(first);
  await press('Enter');
  await text(place, `Step 9 of ${length}`);
  await done();
});

test('a digit lets the choice of that number happen, and a choice keeps its number', async () => {
  const { page, hero, press, done } = await start();
  await press(...Array(6).fill('ArrowRight'));
  const numbers = async () =>
    Object.fromEntries(
      await page.locator('.choice').evaluateAll((all) =>
        all.map((one) => [one.querySelector('b').textContent, one.querySelector('.key').textContent]),
      ),
    );
  const before = await numbers();
  const [name, number] = Object.entries(before).at(-1);
  await press(number);
  assert.ok((await hero.textContent()).startsWith(name));
  for (const [kept, its] of Object.entries(await numbers())) if (before[kept]) assert.equal(its, before[kept]);
  await done();
});

test('every key of the help does what it says', async () => {
  const { page, hero, place, press, done } = await start();
  await press('Shift+ArrowRight');
  await text(hero, 'waits for someone to receive');
  await press('Shift+ArrowLeft');
  await text(place, 'Step 0 of');
  await press('.', '.', ',');
  await text(place, 'Step 1 of');
  await press('h');
  await text(hero, 'What has just happened? Say it first.');
  assert.equal(await page.locator('.choice.recorded').count(), 0);
  await press('h');
  assert.ok(!(await hero.textContent()).includes('Say it first'));
  await press('p');
  assert.equal(await page.locator('.source').isVisible(), false);
  await press('p');
  await press('?');
  await page.getByRole('dialog', { name: 'Help' }).waitFor();
  assert.deepEqual(await axe(page), []);
  await press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await press(']', ']', ']', ']', ' ');
  await text(hero, 'Everyone waits.');
  await press('Home');
  await text(place, 'Step 0 of');
  await done();
});

test('keys are left to the page around the player, and to fields', async () => {
  const { page, place, press, tabTo, done } = await start();
  const scrub = page.getByRole('slider', { name: 'Position in the run' });
  await tabTo(scrub);
  await press('ArrowRight', 'ArrowRight');
  await text(place, 'Step 2 of');
  const field = page.getByRole('spinbutton', { name: 'Goroutines' });
  await field.focus();
  await press('1');
  await text(place, 'Step 2 of');
  await done();
});

test('a link restores program, parameters, schedule and position, also in another language', async () => {
  const { page, hero, press, done } = await start('#counting?n=2&k=2');
  await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
  const before = page.url();
  const last = (await page.locator('.choice .key').last().textContent()).trim();
  await press(last);
  await page.waitForFunction((old) => location.href !== old && location.hash.includes('@7'), before);
  const [link, sentence, stage] = [page.url(), await hero.textContent(), await page.locator('.stage').textContent()];
  await done();
  const again = await start(new URL(link).hash);
  await text(again.hero, sentence);
  assert.equal(await again.page.locator('.stage').textContent(), stage);
  await again.done();
  const chinese = await start(new URL(link).hash, { locale: 'zh-CN' });
  await text(chinese.place, '第 7 步');
  await chinese.done();
});

test('a press in the timeline goes to where it is, from the first position to the last', async () => {
  const { page, place, done } = await start('#ten-goroutines/deadlock');
  await text(place, 'Step 33 of 33');
  const lanes = page.locator('.lanes');
  for (const [share, position] of [[0.002, 0], [0.243, 8], [0.515, 17], [0.998, 33]]) {
    const { width } = await lanes.boundingBox();
    await lanes.click({ position: { x: width * share, y: 9 } });
    await text(place, `Step ${position} of 33`);
  }
  await done();
});

test('the page is in the language that is chosen, its title and its root too', async () => {
  const { page, done } = await start();
  await page.getByRole('button', { name: '中文' }).click();
  await page.waitForFunction(() => document.title.startsWith('十个') && document.documentElement.lang === 'zh-CN');
  await done();
});

test('a moment that a lesson names can be typed', async () => {
  const { hero, done } = await start('#ten-goroutines/deadlock?n=3');
  await text(hero, 'G3 and G4 wait for mu');
  await done();
});

test('the lesson is read beside the run, and its links lead into it', async () => {
  const { page, hero, press, tabTo, done } = await start();
  await tabTo(page.getByRole('button', { name: 'Read the lesson' }));
  await press('Enter');
  await tabTo(page.getByRole('link', { name: 'See it stopped' }));
  await press('Enter');
  await text(hero, 'Everyone waits.');
  assert.deepEqual(await axe(page), []);
  await tabTo(page.getByRole('button', { name: 'Back to the program' }));
  await press('Enter');
  await page.locator('.source').waitFor();
  await done();
});

for (const [what, link, said] of [
  ['of no lesson', '#nowhere', 'There is no lesson “nowhere”'],
  ['with a parameter out of range', '#ten-goroutines?n=99999', 'must be from 1 to 10000'],
  ['that is damaged', '#s1.AAAAAAAAAAAA@3', 'This link is damaged'],
  ['of another version', '#s9.AAAA', 'version 9'],
  ['of a megabyte', `#s1.${'A'.repeat(1 << 20)}`, 'too long to be one of a run'],
  ['of nonsense', '#%E0%A4%A', 'There is no lesson'],
]) {
  test(`a link ${what} is told, and the page works`, async () => {
    const { page, hero, place, press, done } = await start();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link);
    await text(hero, said);
    await press('ArrowRight');
    await text(place, 'Step 1 of');
    await done();
  });

  test(`a link ${what} that opens the page is told too`, async () => {
    const { hero, place, press, done } = await start(link);
    await text(hero, said);
    await text(place, 'Step 0 of');
    await press('ArrowRight');
    await text(place, 'Step 1 of');
    await done();
  });
}

test('a number out of range is told beside the run, and the run stays', async () => {
  const { page, hero, place, press, done } = await start();
  await press('ArrowRight', 'ArrowRight');
  await page.getByRole('spinbutton', { name: 'Goroutines' }).fill('70000');
  await press('Tab');
  await text(hero, 'Goroutines must be from 1 to 10000');
  await text(place, 'Step 2 of');
  await done();
});

test('ten thousand goroutines stay legible, and long work can be stopped', async () => {
  const { page, hero, place, press, tabTo, done } = await start('#ten-goroutines?n=10000');
  await press('End');
  await text(hero, 'Everyone waits.');
  await text(hero, 'G3 to G10001 wait for mu');
  assert.ok((await page.locator('.chip').count()) < 60);
  await page.evaluate(() => {
    location.hash = '#queueing?producers=1000&consumers=1000&items=1000';
  });
  await text(place, 'Step 0 of');
  await press('End');
  const stop = page.getByRole('button', { name: 'Stop' });
  await stop.waitFor();
  await tabTo(stop);
  await press('Enter');
  await stop.waitFor({ state: 'detached' });
  const [position, length] = (await place.textContent()).match(/\d+/g).map(Number);
  assert.ok(position === length && position > 4000, `what was done stays: ${position} of ${length}`);
  await press('ArrowLeft');
  await text(place, `Step ${position - 1} of`);
  const whole = page.locator('.whole');
  const { width } = await whole.boundingBox();
  await whole.click({ position: { x: width / 4, y: 10 } });
  // A quarter of the strip is a quarter of the run.
  await page.waitForFunction((length) => {
    const place = document.querySelector('lockstep-player').shadowRoot.querySelector('.place');
    return Math.abs(Number(place.textContent.match(/\d+/)[0]) - length / 4) < length / 100;
  }, length);
  await done();
});

test('what can be taken away is made here and sent nowhere', async () => {
  const { page, press, tabTo, done } = await start('#counting/end');
  await tabTo(page.getByRole('button', { name: 'Share' }));
  await press('Enter');
  const frame = await page.getByLabel('Frame for your own page').inputValue();
  assert.match(frame, /title="[^"]+"/);
  assert.match(frame, /sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"/);
  await page.getByRole('button', { name: 'Copy', exact: true }).first().press('Enter');
  await text(page.locator('.said').first(), /Copied|may not copy/);
  for (const [name, ending] of [
    ['The Go program', 'main.go'],
    ['Picture of this moment (SVG)', '.svg'],
    ['The run as text', '.txt'],
    ['The run as data (JSON)', '.json'],
  ]) {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name }).press('Enter');
    assert.ok((await saved).suggestedFilename().endsWith(ending));
  }
  await done();
});

test('a frame of 320 by 240 shows sentence, stage and controls, and is silent until it is used', async () => {
  const { page, hero, press, spoken, done } = await start('embed.html?controls=mini&theme=dark#ten-goroutines', {
    viewport: { width: 320, height: 240 },
  });
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true);
  assert.equal(await page.locator('.player').getAttribute('data-theme'), 'dark');
  assert.equal(await spoken.textContent(), '');
  await page.getByRole('button', { name: 'Step' }).press('Enter');
  await text(hero, 'main');
  await press('End');
  await text(hero, 'Everyone waits.');
  assert.deepEqual(await axe(page), []);
  await done();
});

for (const scene of ['lock-contention', 'counting', 'queueing']) {
  test(`${scene} runs to its end, and axe finds nothing on the way`, async () => {
    const { page, hero, press, done } = await start(`#${scene}`);
    await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight');
    assert.deepEqual(await axe(page), []);
    await page.getByRole('button', { name: 'As a table' }).press('Enter');
    assert.deepEqual(await axe(page), []);
    await page.getByRole('button', { name: 'As text' }).press('Enter');
    await press('End');
    await text(hero, 'returned');
    assert.deepEqual(await axe(page), []);
    await done();
  });
}
