// Where things lie: what does not move, what has room, what lies over the page, and that the focus is always in sight.
import assert from 'node:assert/strict';
import test from 'node:test';
import { stand, start as open, text } from './browser.mjs';

const stood = await stand(test.after);

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 640 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
  { width: 360, height: 740 },
];

const start = async (address, context) => {
  const opened = await open(stood, address, context);
  const { page } = opened;
  return {
    ...opened,
    /** Where these lie, each as left, top, width and height. */
    lie: (selector) =>
      page.locator(selector).evaluateAll((all) =>
        all.filter((each) => each.checkVisibility()).map((each) => {
          const { left, top, width, height } = each.getBoundingClientRect();
          return [left, top, width, height].map(Math.round);
        }),
      ),
    focused: () => page.evaluate(() => document.querySelector('lockstep-player').shadowRoot.activeElement?.textContent),
    edit: async () => {
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.locator('.cm-content').waitFor();
    },
  };
};

for (const viewport of SIZES) {
  test(`the controls stay where they are at ${viewport.width} by ${viewport.height}`, async () => {
    // In the second one time passes.
    for (const address of ['#go/ten-goroutines', '#go/ticker-quit']) {
      const { page, place, press, lie, done } = await start(address, { viewport });
      const controls = '.transport, .transport button, .transport select, .transport summary';
      await page.locator('.player').focus();
      const first = await lie(controls);
      const length = Number((await place.textContent()).match(/of (\d+)/)[1]);
      for (let step = 1; step < length; step += 1) {
        await press('ArrowRight');
        await text(place, `Step ${step} of`);
        // The word on it may be Pause.
        assert.deepEqual(await lie(controls), first, `at step ${step}`);
      }
      // Another way is another branch.
      const other = page.locator('.choice:not(.recorded)').first();
      while ((await other.count()) === 0) await press('ArrowLeft');
      await other.evaluate((choice) => choice.click());
      await page.locator('.branch').first().waitFor();
      assert.deepEqual(await lie('.transport'), first.slice(0, 1));
      await done();
    }
  });
}

for (const viewport of SIZES.filter(({ width }) => width < 500)) {
  test(`the controls are two rows on a phone of ${viewport.width}`, async () => {
    for (const locale of ['en', 'zh-CN']) {
      const { page, lie, done } = await start('#go/ticker-quit', { viewport, locale });
      await page.locator('.player').focus();
      for (const key of ['Home', 'End']) {
        await page.keyboard.press(key);
        const middles = (await lie('.transport button, .transport summary')).map(([, top, , height]) => top + height / 2);
        const rows = middles.filter((middle, index) => !middles.slice(0, index).some((other) => Math.abs(other - middle) < 20));
        assert.equal(rows.length, 2, `${locale}: ${middles}`);
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is too wide');
      await page.locator('.more summary').click();
      await page.locator('.more-body select').first().selectOption({ index: 1 });
      await done();
    }
  });
}

test('work that is waited for is told in the place of the sentence, and the stage stays', async () => {
  const { page, place, press, lie, done } = await start('#queueing?producers=1000&consumers=1000&items=1000');
  await text(place, 'Step 0 of');
  const before = await lie('.stage, .transport');
  await press('End');
  await page.locator('.working').waitFor();
  assert.deepEqual(await lie('.stage, .transport'), before);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('.working').waitFor({ state: 'detached' });
  await done();
});

test('an editor of twenty lines and an output of four have room, and no pane is cut off', async () => {
  const { page, press, edit, done } = await start('#go/ten-goroutines-repaired');
  const output = async () => {
    const lines = await page.locator('.tail').evaluate((tail) => tail.clientHeight / tail.querySelector('li').offsetHeight);
    assert.ok(lines >= 4, `${lines} lines of output`);
    for (const pane of await page.locator('.pane').all()) {
      assert.ok(await pane.evaluate((pane) => pane.scrollHeight <= pane.clientHeight + 1), await pane.getAttribute('class'));
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight));
  };
  await press('End');
  await page.locator('.tail li').first().waitFor();
  await output();
  await edit();
  await output();
  const lines = await page.locator('.cm-scroller').evaluate((scroller) => (scroller.clientHeight - 16) / 24);
  assert.ok(lines >= 20, `${lines} lines of the program`);
  await done();
});

for (const name of ['Help', 'Share']) {
  test(`over the page, ${name} alone hears keys, Escape closes it, and the focus is where it was`, async () => {
    const { page, place, press, focused, done } = await start('#go/ten-goroutines');
    await page.keyboard.press('ArrowRight');
    await text(place, 'Step 1 of');
    const before = await page.locator('.player').getAttribute('class');
    const dialog = page.getByRole('dialog', { name });
    await page.getByRole('button', { name, exact: true }).focus();
    for (const close of [() => press('Escape'), () => dialog.getByRole('button', { name: 'Close' }).press('Enter')]) {
      await press('Enter');
      await dialog.waitFor();
      await press('ArrowRight', 'End', '1', 'p', 'h', 'k');
      // A press on what takes no focus leaves it nowhere.
      await dialog.locator('h2').click();
      await press('ArrowRight', 'p', ' ');
      assert.equal(await dialog.count(), 1);
      await close();
      await dialog.waitFor({ state: 'detached' });
      assert.equal(await focused(), name);
    }
    await text(place, 'Step 1 of');
    assert.equal(await page.locator('.player').getAttribute('class'), before);
    // What a telephone's gesture does.
    await press('Enter');
    await dialog.evaluate((dialog) => dialog.close());
    await page.locator('dialog').waitFor({ state: 'detached' });
    await press('ArrowRight');
    await text(place, 'Step 2 of');
    await done();
  });
}

test('More closes on Escape and when the focus leaves it, and not by a press into it', async () => {
  const { page, press, focused, done } = await start('#go/ten-goroutines');
  const more = page.locator('.more');
  const isOpen = async (so) => assert.equal(await more.evaluate((details) => details.open), so);
  await more.locator('summary').focus();
  await press('Enter');
  await press('Tab');
  await isOpen(true);
  await more.locator('p').click();
  await isOpen(true);
  await press('Escape');
  await isOpen(false);
  assert.equal(await focused(), 'More');
  await press('Enter');
  await isOpen(true);
  await press('Shift+Tab');
  await isOpen(false);
  await more.locator('summary').click();
  await isOpen(true);
  await page.locator('.hero').click();
  await isOpen(false);
  await done();
});

test('whoever can go is named in that row, wherever its chip is, and goes when it is pressed', async () => {
  for (const address of ['#go/mutex-counter', '#go/ticker-quit', '#ten-goroutines']) {
    const { page, place, hero, press, done } = await start(address);
    const names = (selector) => page.locator(selector).evaluateAll((all) => [...new Set(all.map((each) => each.textContent))].sort());
    const row = '.zone:first-child .row';
    const length = Number((await place.textContent()).match(/of (\d+)/)[1]);
    let elsewhere = 0;
    for (let step = 0; step < length; step += 1) {
      assert.deepEqual(await names(`${row} .name, ${row} .ghost`), await names('.choice b:first-child'), `step ${step}`);
      elsewhere += await page.locator(`${row} .ghost`).count();
      await press('ArrowRight');
      await text(place, `Step ${step + 1} of`);
    }
    if (address === '#go/mutex-counter') {
      assert.ok(elsewhere > 0, 'somebody goes on while it holds the mutex');
      while ((await page.locator(`${row} .ghost`).count()) === 0) await press('ArrowLeft');
      const ghost = page.locator(`${row} .ghost`).first();
      const name = await ghost.textContent();
      await ghost.click();
      await hero.filter({ hasText: new RegExp(`^${name} `) }).waitFor();
    }
    await done();
  }
});

for (const viewport of SIZES.filter(({ width, height }) => width < 1100 || height < 700)) {
  test(`the focus is never under the controls at ${viewport.width} by ${viewport.height}`, async () => {
    const { page, press, done } = await start('#go/two-locks', { viewport });
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await page.locator('.check-all').click();
    await page.locator('.outcomes li').first().waitFor();
    const met = new Set();
    for (const key of [...Array(60).fill('Tab'), ...Array(60).fill('Shift+Tab')]) {
      await press(key);
      const hidden = await page.evaluate(() => {
        const root = document.querySelector('lockstep-player').shadowRoot;
        const focused = root.activeElement;
        if (!focused || focused.closest('.transport')) return undefined;
        const { top, bottom, height } = focused.getBoundingClientRect();
        const end = root.querySelector('.transport').getBoundingClientRect().top;
        const name = `${focused.localName}.${focused.className} ${focused.textContent.slice(0, 30)}`;
        const seen = height > end / 2 ? top < end - 48 && bottom > 48 : top > -1 && bottom < end + 1;
        return [name, seen];
      });
      if (!hidden) continue;
      met.add(hidden[0]);
      assert.ok(hidden[1], `${hidden[0]} after ${key}`);
    }
    assert.ok(met.size > 20, `it met ${met.size}`);
    await done();
  });
}
