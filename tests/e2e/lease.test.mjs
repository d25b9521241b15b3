// A cluster in the page: nodes, messages, faults by hand, space and time, and the tables that say the same.
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, stand, start as open, text } from './browser.mjs';

const stood = await stand(test.after);
const start = (address, context) => open(stood, address, context);

test('a stale write gets through without a token, and is refused with one', async () => {
  const { page, hero, press, done } = await start('#lease/stale-write?variant=pause');
  await text(hero, 'what the newer holder wrote is overwritten, and nobody noticed');
  await text(page.locator('[data-node="1"] .wrong'), 'taken last: token 1, older than that');
  await press('ArrowLeft');
  await text(page.locator('[data-node="2"] .wrong'), 'believes it holds the lock: token 1, whose lease is over');
  await press('End');
  await text(hero, 'All are done.');
  await page.getByRole('button', { name: 'The fencing token that makes it harmless' }).click();
  await page.waitForFunction(() => location.hash.includes('variant=token'));
  await press('End');
  await text(page.locator('[data-node="1"]'), 'refused last: token 1');
  await done();
});

test('a message is under way between two cards, and ends in the lane of who took it', async () => {
  const { page, press, done } = await start('#lease');
  await text(page.locator('.flights'), 'acquire(lock) from client-1 to lock-service, there at 1 ms');
  assert.equal(await page.locator('.net .node').count(), 4);
  assert.deepEqual(await page.locator('.lane-names li').allTextContents(), [
    'lock-service',
    'storage',
    'client-1',
    'client-2',
    'faults',
  ]);
  assert.equal(await page.locator('.overlay text.message').count(), 2);
  await press('End');
  await text(page.locator('.flights'), 'None is under way.');
  assert.ok((await page.locator('line.flown').count()) >= 12);
  assert.equal(await page.locator('line.flown.open').count(), 0);
  await done();
});

test('a message is lost by hand, is asked for again, and the link leads back to that', async () => {
  const { page, hero, place, press, done } = await start('#lease?faults=messages');
  const lose = page.getByRole('button', { name: 'acquire(lock) from client-1 to lock-service is lost' });
  await lose.click();
  await text(place, 'Step 1 of');
  await text(hero, 'acquire(lock) from client-1 to lock-service is lost.');
  await text(page.locator('.flights .lost'), 'acquire(lock) from client-1 to lock-service is lost');
  assert.equal(await page.locator('line.flown.lost').count(), 1);
  await press('ArrowRight');
  await text(place, 'Step 2 of');
  assert.equal(await page.locator('.flights .lost').count(), 0, 'what is delivered is not lost');
  await press('End');
  await text(hero, 'All are done.');
  await press('Home', 'ArrowRight');
  await page.waitForFunction(() => location.hash.endsWith('@1'));
  const link = new URL(page.url()).hash;
  await done();
  const again = await start(link);
  await text(again.hero, 'acquire(lock) from client-1 to lock-service is lost.');
  await text(again.place, 'Step 1 of');
  await again.done();
});

test('the tables say what the stage shows, in both languages, and nothing is in the way of anybody', async () => {
  for (const [locale, table, words] of [
    ['en', 'As a table', 'believes it holds the lock: token 1, whose lease is over'],
    ['zh-CN', '看表格', '以为自己握着锁：令牌 1，租约却已过期'],
  ]) {
    const { page, done } = await start('#lease/lease-over?variant=pause', { locale });
    await page.locator('.net').waitFor();
    await page.getByRole('button', { name: table }).click();
    await text(page.locator('.tables table').first(), words);
    assert.equal(await page.locator('.tables table').count(), 2);
    assert.deepEqual(await axe(page), []);
    await done();
  }
});

test('the lesson and a player on a page of its own have their words', async () => {
  const { page, done } = await start('#lease');
  await page.getByRole('button', { name: 'Read the lesson' }).click();
  await text(page.locator('.prose h1'), 'Leases');
  await page.locator('.prose a[href="#lease/stale-write?variant=token"]').click();
  await text(page.locator('.hero'), 'storage refuses token 1: it has seen 2.');
  await done();
});
