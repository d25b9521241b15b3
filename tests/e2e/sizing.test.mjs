// A sizing in the page: the map, what the rule refuses and how it is overridden, the plots, links and keys, and the tables.
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, LOOKS, stand, start as open, text } from './browser.mjs';

const stood = await stand(test.after);
const start = (address, context) => open(stood, address, context);
const hash = (page, expected) => page.waitForFunction((hash) => location.hash === hash, expected);
const measured = (page) => page.locator('.measuring').waitFor({ state: 'detached' });

test('one node is refused by the rule, one press overrides it, and then it works', async () => {
  for (const [locale, ask, override, refused, granted, back] of [
    ['en', 'Ask for a lock', 'Override: one lock and one counter', 'Refused by the rule ⌊n/2⌋: 1 node, no lock.', 'Granted: lock-0, on node-0.', 'The article’s'],
    ['zh-CN', '要一把锁', '不管规则：给一把锁、一个计数器', '被规则 ⌊n/2⌋ 拒绝：1 个节点，没有锁。', '得到了：lock-0，在 node-0 上。', '文章的'],
  ]) {
    const { page, done } = await start('#sizing?n=1', { locale });
    await page.getByRole('button', { name: ask }).click();
    await text(page.locator('.answer .refused'), refused);
    assert.equal(await page.locator('.verdicts p').count(), 0);
    await page.getByRole('button', { name: override }).click();
    await text(page.locator('.answer .granted'), granted);
    await hash(page, '#sizing?n=1&variant=own');
    await page.locator('.verdicts p').first().waitFor();
    assert.equal(await page.locator('.sized-map .thing').count(), 3);
    // Back to the rule: what was asked for is refused again.
    const rule = page.locator('.params select');
    await rule.selectOption('article');
    await text(page.locator('.answer .refused'), refused);
    assert.ok((await rule.locator('option:checked').textContent()).startsWith(back));
    await done();
  }
});

test('the map says who has what and who is beside it, where n is odd as well', async () => {
  const { page, done } = await start('#sizing?n=3');
  await text(page.locator('.stage-pane h2'), '3 nodes: 1 lock, 1 counter and 3 queues.');
  await text(page.locator('.stage-pane .note'), 'node-2 is beside nobody');
  assert.deepEqual(await page.locator('.pair').evaluateAll((all) => all.map((one) => one.innerText.replace(/\s+/g, ' '))), [
    'node-0 node-1 lock-0 counter-0 queue-0 queue-1',
    'node-2 queue-2',
  ]);
  const told = page.locator('.map-told');
  await page.locator('.sized-map .of-counter').click();
  await text(told, 'counter-0 is on node-1. node-0 is beside it and passes on what it is asked.');
  assert.deepEqual(await page.locator('.sized-map .with').allTextContents(), ['node-0', 'node-1']);
  await page.locator('.sized-map .node-head').nth(2).click();
  await text(told, 'node-2 has queue-2.');
  await done();
});

test('a number is overridden by itself, a broken one is refused in its place, and Back leads to the rule before', async () => {
  const { page, done } = await start('#sizing');
  await measured(page);
  await page.locator('.params select').selectOption('one-of-each');
  await hash(page, '#sizing?variant=one-of-each');
  const locks = page.locator('.params input[type=number]').nth(1);
  await locks.fill('3');
  await locks.press('Enter');
  await hash(page, '#sizing?variant=own&locks=3&counters=1&queues=1');
  await text(page.locator('.stage-pane h2'), '8 nodes: 3 locks, 1 counter and 1 queue.');
  await locks.fill('65');
  await locks.press('Enter');
  await text(page.locator('.program .notice'), 'Locks must be from 0 to 64, not 65.');
  await text(page.locator('.stage-pane h2'), '8 nodes: 3 locks');
  await locks.fill('4');
  await locks.press('Enter');
  await page.locator('.program .notice').waitFor({ state: 'detached' });
  await page.goBack();
  await hash(page, '#sizing');
  await text(page.locator('.stage-pane h2'), '8 nodes: 4 locks, 4 counters and 8 queues.');
  await done();
});

test('a tap on a plot takes what was tapped, and the help has the keys that do something here', async () => {
  const { page, press, done } = await start('#sizing');
  await measured(page);
  const plot = page.locator('.sized-plot').first();
  const { x, y } = await plot.boundingBox();
  // Nothing points at a plot before it is tapped.
  await plot.dispatchEvent('click', { clientX: x + 5, clientY: y + 40 });
  await hash(page, '#sizing?n=2');
  await press('?');
  assert.deepEqual(await page.locator('table.keys kbd').allTextContents(), ['← → , .', 'Home End', 'P', '?', 'Esc']);
  await text(page.locator('table.keys'), 'one node fewer or more');
  await press('Escape');
  await done();
});

test('the rules are measured beside each other, read by pointing, by keys and as tables', async () => {
  const { page, press, done } = await start('#sizing');
  await measured(page);
  await text(page.locator('.verdicts p').first(), 'A client waits 2.27 ms for a lock, 3639 operations end in a second');
  await text(page.locator('.verdicts'), 'Compared with one of each: 0.28 × the wait, 1.46 × the operations');
  assert.equal(await page.locator('path.rule').count(), 9);
  const plot = page.locator('.sized-plot').first();
  const reading = page.locator('.reading').first();
  await text(reading, 'At 8 nodes: the article’s 2.27 ms · one of each 8.07 ms · n of each 2.22 ms');
  await plot.focus();
  await press('End');
  await text(reading, 'At 32 nodes:');
  assert.match(await plot.getAttribute('aria-valuetext'), /^At 32 nodes: the article’s/);
  await press('ArrowLeft', 'Enter');
  await hash(page, '#sizing?n=31');
  await text(page.locator('.stage-pane .note'), 'node-30 is beside nobody');
  await plot.hover({ position: { x: 5, y: 40 } });
  await text(reading, 'At 2 nodes:');
  await page.getByRole('button', { name: 'As a table' }).click();
  const tables = page.locator('.tables table');
  assert.equal(await tables.count(), 4);
  assert.equal(await tables.first().locator('tbody tr').count(), 31);
  await text(tables.first(), 'node-1counter-0 and queue-1lock-0');
  await text(tables.nth(1), '64.24 ms');
  await done();
});

test('measuring can be stopped and goes on', async () => {
  const { page, done } = await start('#sizing');
  await page.getByRole('button', { name: 'Stop' }).click();
  const measuring = page.locator('.measuring');
  await text(measuring, 'Go on');
  const known = await measuring.textContent();
  await page.waitForFunction(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(() => then(true)))));
  assert.equal(await measuring.textContent(), known);
  await page.getByRole('button', { name: 'Go on' }).click();
  await measured(page);
  await done();
});

test('keys turn the number of nodes, and a way through the map needs no pointer', async () => {
  const { page, press, done } = await start('#sizing?n=4');
  await page.locator('.sized-map').waitFor();
  await press('ArrowRight');
  await hash(page, '#sizing?n=5');
  await press('Home');
  await hash(page, '#sizing?n=1');
  await press('ArrowRight', 'ArrowRight');
  await hash(page, '#sizing?n=3');
  await page.locator('.sized-map [tabindex="0"]').focus();
  await press('ArrowDown', 'ArrowDown', 'Enter');
  await text(page.locator('.map-told'), 'lock-0 is on node-0.');
  const spoken = page.locator('[role=status]');
  assert.equal(await spoken.count(), 1);
  await text(spoken, 'lock-0 is on node-0.');
  await press('End', 'Enter');
  await text(page.locator('.map-told'), 'queue-2 is on node-2 alone.');
  // Who leaves the map comes back to where the arrow keys were.
  await press('Home', 'ArrowRight', 'Tab', 'Shift+Tab');
  assert.equal(await page.evaluate(() => document.querySelector('lockstep-player').shadowRoot.activeElement.dataset.place), '1');
  await hash(page, '#sizing?n=3');
  await done();
});

test('nothing is in the way of anybody, nothing is cut off, and other lessons are a press away', async () => {
  // Each size once, in one theme or the other and in one language or the other.
  for (const { name, context } of LOOKS.filter((_, place) => place % 5 === 0)) {
    for (const address of ['#sizing?n=1', '#sizing?n=32', '#sizing?n=5&variant=own&locks=7']) {
      const { page, done } = await start(address, context);
      await measured(page);
      assert.deepEqual(await axe(page), [], `${name} ${address}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${name} ${address} is ${wide} pixels too wide`);
      await done();
    }
  }
  const { page, done } = await start('#sizing');
  await page.getByRole('button', { name: 'Read the lesson' }).click();
  await text(page.locator('.prose h1'), 'Sizing');
  await page.locator('.prose a[href="#sizing?n=3"]').click();
  await text(page.locator('.stage-pane h2'), '3 nodes');
  await page.locator('.lessons a[href="#lease"]').click();
  await page.locator('.net').waitFor();
  await page.goBack();
  await text(page.locator('.stage-pane h2'), '3 nodes');
  await done();
});
