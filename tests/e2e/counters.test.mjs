// Counters and queues of a cluster in the page: what goes wrong by itself, what is promised and broken, and by hand.
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, stand, start as open, text } from './browser.mjs';

const stood = await stand(test.after);
const start = (address, context) => open(stood, address, context);

const broken = (page) => page.locator('.promises .broken');

test('a retry without a number counts twice, and a promise is broken by entries that lead there', async () => {
  const { page, hero, place, press, done } = await start('#counters/breach?variant=retried');
  await text(broken(page).first(), 'The read is not what was added: too much or too little.');
  const first = broken(page).first().locator('button').first();
  const step = await first.locator('.key').innerText();
  await first.click();
  await text(place, `Step ${step} of`);
  assert.equal(await broken(page).count(), 0, 'nothing is broken there yet');
  await press('End');
  await text(hero, 'All are done.');
  await text(broken(page).last(), 'This has no place in it: client-1: read(counter) → value(5).');
  await page.getByRole('button', { name: 'One owner, and a lost answer that does no harm' }).click();
  await page.waitForFunction(() => location.hash.includes('counters'));
  await press('End');
  await page.locator('.promises .kept').first().waitFor();
  assert.equal(await broken(page).count(), 0);
  await done();
});

test('an add in two messages loses another', async () => {
  const { page, hero, done } = await start('#counters/first-lost-update?variant=two-messages');
  await text(hero, 'is overwritten, and nobody noticed');
  assert.deepEqual(await page.locator('.node-name b').allTextContents(), [
    'owner',
    'neighbour',
    'client-1',
    'client-2',
  ]);
  await done();
});

test('an add is lost that was answered before it was written, and a queue forgets who has an element', async () => {
  const add = await start('#counters/breach?variant=unwritten');
  await text(broken(add.page).first(), 'The read is not what was added: too much or too little.');
  await add.done();
  const element = await start('#queues/breach?variant=forgetful');
  await text(broken(element.page).first(), 'An element was given while somebody else had it.');
  await element.done();
});

test('parts promise less than one owner, and say so; copies agree in the end', async () => {
  const parts = await start('#counters/end?variant=sharded');
  await text(parts.page.locator('.promises .apart'), 'not promised, and not kept');
  assert.equal(await broken(parts.page).count(), 0);
  await parts.done();
  const copies = await start('#counters?variant=replicated');
  await text(copies.page.locator('.promises'), 'to be seen at the end');
  await copies.press('End');
  await text(copies.page.locator('.promises .kept').first(), 'In the end all copies agree');
  await copies.done();
});

test('a receipt that no longer counts removes nothing, and what is acknowledged too early is lost', async () => {
  const again = await start('#queues/stale-receipt?variant=again');
  await text(again.hero, 'no longer counts');
  assert.equal(await broken(again.page).count(), 0);
  await again.press('End');
  await text(again.page.locator('.promises'), 'Given more than once, which may happen');
  await again.done();
  const early = await start('#queues/breach?variant=early');
  await text(broken(early.page), 'An element is gone, and nobody has processed it.');
  await early.done();
  const dead = await start('#queues/dead-letter?variant=dead');
  await text(dead.page.locator('[data-node="0"]'), 'dead letters: 1');
  await dead.done();
});

test('a message is put behind the next one by hand', async () => {
  const { page, hero, place, press, done } = await start('#counters?variant=replicated&faults=messages');
  const behind = page.getByRole('button', { name: 'comes behind the next' });
  for (let step = 0; step < 40 && (await behind.count()) === 0; step += 1) await press('ArrowRight');
  await behind.first().click();
  await text(hero, 'comes behind the next.');
  assert.match(await place.innerText(), /Step \d+ of/);
  await press('End');
  await text(page.locator('.promises .kept').first(), 'In the end all copies agree');
  await done();
});

test('what is left to go wrong is counted where it is chosen, and a seed draws from it', async () => {
  const { page, hero, press, done } = await start('#counters?variant=sharded&faults=messages');
  const left = page.locator('.by-hand .left');
  await text(left, '3/3 messages lost');
  const lose = page.locator('.by-hand').getByRole('button', { name: 'is lost' });
  for (let step = 0; step < 40 && (await lose.count()) === 0; step += 1) await press('ArrowRight');
  await lose.first().click();
  await text(hero, 'is lost.');
  await text(left, '2/3 messages lost');
  await press('ArrowLeft');
  await text(left, '3/3 messages lost');
  await done();
  const drawn = await start('#counters/end?variant=sharded&faults=messages&drawn=7');
  await text(drawn.hero, 'All are done.');
  assert.doesNotMatch(
    await drawn.page.locator('.by-hand .left').innerText(),
    /3\/3 messages lost[^]*3\/3 messages doubled[^]*3\/3 messages swapped[^]*3\/3 messages delayed/,
  );
  await drawn.done();
});

test('copies that tell one another for ever do not take the page with them', async () => {
  const { page, press, done } = await start('#counters?variant=replicated&faults=crashes');
  const crash = page.locator('.by-hand').getByRole('button', { name: 'copy-b crashes' });
  for (let step = 0; step < 40 && (await crash.count()) === 0; step += 1) await press('ArrowRight');
  await crash.first().click();
  await press('End');
  await text(page.locator('.notice'), 'steps: nodes may go on telling one another for ever.');
  await done();
});

test('the tables say what the stage shows, in both languages, and nothing is in the way of anybody', async () => {
  for (const [locale, table, words, lesson, title] of [
    ['en', 'As a table', 'the counter is', 'Read the lesson', 'Counter service'],
    ['zh-CN', '看表格', '计数器是', '阅读课文', '跨节点的计数器'],
  ]) {
    const { page, done } = await start('#counters/breach?variant=two-messages', { locale });
    await page.locator('.net').waitFor();
    await page.getByRole('button', { name: table }).click();
    await text(page.locator('.tables table').first(), words);
    assert.equal(await page.locator('.tables table').count(), 2);
    assert.deepEqual(await axe(page), []);
    await page.getByRole('button', { name: lesson }).click();
    await text(page.locator('.prose h1'), title);
    assert.deepEqual(await axe(page), []);
    await done();
  }
});
