// What is kept and what comes back: a saved run, the link as a code, the reader's place and lessons.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import jsQR from 'jsqr';
import { mounted, stand, start as open, text } from './browser.mjs';

const stood = await stand(test.after);
const { site } = stood;

const start = async (address) => {
  const opened = await open(stood, address);
  return { ...opened, share: opened.page.getByRole('button', { name: 'Share' }) };
};

test('a saved run is opened again, and can go on otherwise', async () => {
  const { page, place, share, done } = await start('#ten-goroutines/deadlock?n=3');
  await text(place, 'Step 12 of 12');
  for (let back = 0; back < 6; back += 1) await page.keyboard.press('ArrowLeft');
  await text(place, 'Step 6 of 12');
  await page.locator('.choice:not(.recorded)').first().click();
  await share.click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'The run as data (JSON)' }).click();
  const file = await (await saving).path();
  const { program, token, steps } = JSON.parse(fs.readFileSync(file, 'utf8'));
  assert.equal(program, 'ten-goroutines?n=3');

  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Counting' }).click();
  await text(page.locator('.about'), 'Counting');
  await share.click();
  await page.getByLabel('Open a saved run (JSON)').setInputFiles(file);
  await text(page.locator('.about'), 'Ten goroutines');
  await text(place, `of ${steps.length - 1}`);
  assert.equal(await page.locator('.notice').count(), 0);
  assert.equal(await page.getByRole('dialog').count(), 0, 'nothing covers it');
  await page.waitForFunction((run) => location.hash.startsWith(`#${run}@`), token);
  await done();
});

test('a file that is no saved run is refused, and the run on show stays', async () => {
  const { page, place, share, done } = await start('#counting');
  await page.keyboard.press('ArrowRight');
  await text(place, 'Step 1 of');
  await share.click();
  for (const content of ['', 'not JSON', '{"format":"lockstep-trace"}', '{"token":"s1.AAAA"}']) {
    await page.getByLabel('Open a saved run (JSON)').setInputFiles({
      name: 'run.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
    await text(page.getByRole('alert'), 'This file is not a run that Lockstep saved.');
    await text(place, 'Step 1 of');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await text(place, 'Step 1 of');
    await share.click();
  }
  await done();
});

test('the code of a link says the link', async () => {
  const { page, share, done } = await start('#ten-goroutines/deadlock');
  await text(page.locator('.place'), 'Step 33 of 33');
  await share.click();
  const link = await page.getByLabel('Link to this moment').inputValue();
  const code = page.getByRole('img', { name: 'The link as a QR code' });
  const size = Number((await code.getAttribute('viewBox')).split(' ')[2]);
  const dark = [...(await code.locator('path').getAttribute('d')).matchAll(/M(\d+) (\d+)h1v1h-1z/g)];
  const pixels = new Uint8ClampedArray((size * 4) ** 2 * 4).fill(255);
  for (const [, x, y] of dark) {
    for (let at = 0; at < 16; at += 1) {
      const pixel = (Number(y) * 4 + (at >> 2)) * size * 4 + Number(x) * 4 + (at & 3);
      pixels.fill(0, pixel * 4, pixel * 4 + 3);
    }
  }
  assert.equal(jsQR(pixels, size * 4, size * 4)?.data, link);
  await done();
});

test('a page that is opened again shows the last place, and which lessons were seen to an end', async () => {
  const { page, place, done } = await start('#ten-goroutines?n=3');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await text(place, 'Step 11 of 12');
  const lesson = page.getByRole('navigation').getByRole('link', { name: 'Ten goroutines' });
  await text(lesson, 'seen to an end');
  await page.waitForFunction(() => location.hash.endsWith('@11'));
  const left = await page.evaluate(() => location.hash);

  await page.goto('about:blank');
  await page.goto(site.url);
  await mounted(page);
  await text(place, 'Step 11 of 12');
  await page.waitForFunction((hash) => location.hash === hash, left);
  await text(lesson, 'seen to an end');
  assert.equal(await page.locator('.seen').count(), 1);

  // In a frame it is the page around that says what is shown.
  await page.route('**/around.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>A page</title><iframe src="embed.html?controls=full"></iframe>' }),
  );
  await page.goto(`${site.url}around.html`);
  const frame = page.frameLocator('iframe');
  await text(frame.locator('.place'), 'Step 0 of 33');
  await done();
});

test('Back leads to the program before, where it was left, and stepping makes no entry', async () => {
  const { page, place, press, done } = await start('#ten-goroutines');
  await text(place, 'Step 0 of 33');
  const entries = () => page.evaluate(() => history.length);
  const before = await entries();
  await press('ArrowRight', 'ArrowRight', 'ArrowRight');
  await text(place, 'Step 3 of');
  await page.waitForFunction(() => location.hash.endsWith('@3'));
  assert.equal(await entries(), before);
  const about = page.locator('.about');
  await page.getByRole('link', { name: 'Counting' }).click();
  await text(about, 'Counting');
  assert.equal(await entries(), before + 1);
  await page.getByRole('button', { name: 'Open as a Go program' }).click();
  const choice = page.locator('.examples select');
  await choice.selectOption('ping-pong');
  await text(page.locator('.source'), 'ping');
  assert.equal(await entries(), before + 3);
  await page.goBack();
  await page.waitForFunction(() => location.hash === '#go/counting');
  await page.goBack();
  await text(about, 'Counting');
  await page.goBack();
  await text(about, 'Ten goroutines');
  await text(place, 'Step 3 of');
  await page.goForward();
  await text(about, 'Counting');
  await done();
});

test('another variant of a lesson is an entry of its own, and a number that is turned is none', async () => {
  const { page, place, done } = await start('#ten-goroutines');
  await text(place, 'Step 0 of 33');
  const before = await page.evaluate(() => history.length);
  await page.locator('.params input[type=number]').first().fill('3');
  await page.keyboard.press('Tab');
  await text(place, 'Step 0 of 12');
  await page.waitForFunction(() => location.hash === '#ten-goroutines?n=3');
  assert.equal(await page.evaluate(() => history.length), before);
  await page.locator('.params select').first().selectOption('receive-first');
  await place.filter({ hasNotText: 'of 12' }).waitFor();
  assert.equal(await page.evaluate(() => history.length), before + 1);
  await page.goBack();
  await text(place, 'Step 0 of 12');
  await done();
});
