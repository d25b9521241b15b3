// The map of a small program's executions: what it shows, where a press of a state leads, and that the keyboard gets everywhere.
import assert from 'node:assert/strict';
import test from 'node:test';
import { stand, start as opened, text } from './browser.mjs';

const stood = await stand(test.after);

/** A page with a Go program that is checked, with its map. */
async function start(address, context) {
  const started = await opened(stood, address, context);
  const { page } = started;
  await page.locator('.check-all').click();
  const drawing = page.getByRole('group', { name: 'Map of all executions' });
  return { ...started, drawing, nodes: drawing.getByRole('button'), here: drawing.locator('[aria-current=true]') };
}

/** The node that has the focus. */
const focused = (drawing) => drawing.evaluate((svg) => svg.getRootNode().activeElement?.dataset.node);

test('a press of a state goes the shortest way to it, and the map shows the way', async () => {
  const { page, drawing, nodes, here, hero, place, press, done } = await start('#go/two-locks');
  await text(page.locator('.map-legend'), 'G3');
  assert.equal(await here.getAttribute('data-node'), '0');
  const bad = drawing.locator('.bad');
  assert.equal(await bad.count(), 1);
  assert.match(await bad.getAttribute('aria-label'), /^Step 9: Everyone waits\..* Deadlock: all goroutines are asleep/);
  await bad.click();
  await text(hero, 'Everyone waits. G2 holds');
  await text(place, 'Step 9 of 9');
  const at = (node) => drawing.locator(`[aria-current=true][data-node="${node}"]`).waitFor();
  await at(await bad.getAttribute('data-node'));
  const taken = await drawing.locator('.taken').count();
  assert.ok(taken > 3, `${taken} lines`);
  // The run goes back, and so does the way on the map.
  await page.locator('.hero').click();
  await press('Home');
  await at(0);
  assert.equal(await drawing.locator('.taken').count(), 0);
  // A run of one's own, which begins to wait earlier than the map's do, comes to an end of the map.
  await press('End');
  await drawing.locator('.good[aria-current=true], .bad[aria-current=true]').waitFor();
  assert.ok((await nodes.count()) > 20);
  await done();
});

test('the keyboard goes from state to state without stepping, and Enter opens one', async () => {
  const { page, drawing, place, press, done } = await start('#go/two-locks');
  await drawing.locator('[tabindex="0"]').focus();
  assert.equal(await focused(drawing), '0');
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight');
  const there = await focused(drawing);
  assert.notEqual(there, '0');
  await text(place, 'Step 0 of');
  const told = page.locator('.map-told');
  const step = (await told.textContent()).match(/^Step (\d+): /)[1];
  assert.equal(await drawing.locator('[tabindex="0"]').count(), 1);
  await press('Enter');
  await text(place, `Step ${step} of`);
  assert.equal(await focused(drawing), there);
  await press('End');
  assert.equal(Number(await focused(drawing)), (await drawing.getByRole('button').count()) - 1);
  await press('Home');
  assert.equal(await focused(drawing), '0');
  await text(place, `Step ${step} of`);
  await done();
});

test('on a phone the map scrolls in its own box and the page does not sideways', async () => {
  const { page, drawing, done } = await start('#go/map-writes', { viewport: { width: 390, height: 844 } });
  await drawing.waitFor();
  const [map, box] = await page.locator('.map-frame').evaluate((frame) => [frame.scrollWidth, frame.clientWidth]);
  assert.ok(map > box, `${map} in ${box}`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await done();
});

test('where there are too many states, one sentence says so', async () => {
  const { page, drawing, done } = await start('#go/dining-philosophers');
  await text(page.locator('.schedules'), 'A map of all executions is drawn for programs of at most 400 states.');
  assert.equal(await drawing.count(), 0);
  await done();
});
