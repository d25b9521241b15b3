// What a first visit downloads is enough for what it is for; the rest comes after it, and then nothing is missing.
import assert from 'node:assert/strict';
import test from 'node:test';
import { LOOKS, mounted, open, stand, text } from './browser.mjs';

const { browser, site } = await stand(test.after);

const REST = '_rest.wasm';
const CHINESE = '_zh-CN.txt';
/** A page that waits for a file that is held back answers nothing at all: only a limit ends that. */
const LIMIT = { timeout: 120_000 };

/** The page, which is refused or never answered the files with these endings. */
async function without(endings, context, { answer = () => {}, address = '' } = {}) {
  const opened = await open(browser, site.url + address, { reducedMotion: 'reduce', ...context }, async (page) => {
    for (const ending of endings) await page.route((url) => url.pathname.endsWith(ending), answer);
  });
  const { page } = opened;
  return { ...opened, hero: page.locator('.hero'), place: page.locator('.place') };
}

for (const look of LOOKS.filter(({ name }) => name.includes('light'))) {
  test(`the story needs nothing but what a first visit downloads: ${look.name}`, LIMIT, async () => {
    const other = look.context.locale === 'en' ? CHINESE : '_en.txt';
    const { page, hero, place, done } = await without([REST, other], look.context);
    await mounted(page);
    const zero = await place.textContent();
    while (!(await hero.evaluate((element) => element.classList.contains('broken')))) {
      const before = await place.textContent();
      await page.keyboard.press('ArrowRight');
      await place.filter({ hasNotText: before }).waitFor();
    }
    const end = await place.textContent();
    await page.keyboard.press('ArrowLeft');
    await place.filter({ hasNotText: end }).waitFor();
    await page.keyboard.press('Home');
    await text(place, zero);
    await page.locator('.transport button.play').click();
    await place.filter({ hasNotText: zero }).waitFor();
    await page.keyboard.press('End');
    await text(place, end);
    const others = page.locator('.choices.over button');
    const programs = await others.allTextContents();
    assert.equal(programs.length, 5);
    for (const program of programs) {
      await others.filter({ hasText: program }).click();
      await others.first().waitFor({ state: 'detached' });
      await page.keyboard.press('End');
      await others.first().waitFor();
    }
    for (const number of ['3', '12']) {
      await page.locator('.params input[type=range]').first().fill(number);
      await others.first().waitFor({ state: 'detached' });
      await page.locator('.player').focus(); // in a slider the keys are the slider's
      await page.keyboard.press('End');
      await others.first().waitFor();
    }
    await done();
  });
}

/** No player stands before the second half has come: one that did not wait would ask for it once it stands. */
async function waits(page, held) {
  const route = await held;
  assert.equal(await page.locator('.lockstep-host').count(), 0);
  await route.continue();
  await mounted(page);
}

/** Holds back the second half of the wasm from when it is asked for. */
function holding() {
  let hold;
  const held = new Promise((resolve) => {
    hold = resolve;
  });
  return { held, answer: (route) => hold(route) };
}

test('a link that leads elsewhere waits for the whole engine', LIMIT, async () => {
  const { held, answer } = holding();
  const { page, done } = await without([REST], {}, { answer, address: '#counting' });
  await waits(page, held);
  await text(page.locator('h2').first(), 'Counting');
  await done();
});

test('a reader who comes back to a place waits for the whole engine', LIMIT, async () => {
  const { page, place, done } = await without([]);
  await mounted(page);
  await page.keyboard.press('ArrowRight');
  await text(place, 'Step 1 of');
  await page.waitForURL(/#s1\./);
  const { held, answer } = holding();
  await page.route((url) => url.pathname.endsWith(REST), answer);
  await page.goto(`${site.url}?again`);
  await waits(page, held);
  await text(place, 'Step 1 of');
  await done();
});

test('a press on what comes later waits for it, and the page answers meanwhile', LIMIT, async () => {
  const { held, answer } = holding();
  const { page, place, done } = await without([REST], {}, { answer });
  await mounted(page);
  const share = page.getByRole('button', { name: 'Share' });
  await share.click();
  assert.equal(await share.getAttribute('aria-busy'), 'true');
  await page.keyboard.press('ArrowRight');
  await text(place, 'Step 1 of');
  await (await held).continue();
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
  await done();
});

test('an address that is emptied shows the page as a first visit finds it', async () => {
  const { page, hero, place, done } = await without([], {}, { address: '#counting' });
  await mounted(page);
  await page.evaluate(() => {
    location.hash = '#nothing-of-ours';
  });
  await text(hero, 'There is no lesson');
  await page.waitForFunction(() => location.hash === '#counting');
  await page.evaluate(() => {
    location.hash = '';
  });
  await text(place, 'Step 0 of 33');
  await done();
});

test('where the rest cannot be fetched the page says so, keeps the place, and goes on when it can', async () => {
  const { page, place, errors, close } = await without([REST], {}, { answer: (route) => route.abort() });
  await mounted(page);
  await page.keyboard.press('ArrowRight');
  await text(place, 'Step 1 of');
  await page.waitForURL(/#s1\./);
  await page.getByRole('button', { name: 'Share' }).click();
  const stopped = page.getByRole('alert');
  await text(stopped, 'Your place is kept');
  await text(stopped, REST);
  await page.unrouteAll();
  await stopped.getByRole('button', { name: 'Start again' }).click();
  await text(place, 'Step 1 of');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
  assert.ok(errors.length > 0, 'the console knows of it');
  await close();
});

test('a language that cannot be fetched is told of, and spoken when it can be', async () => {
  const { page, hero, close } = await without([CHINESE], {}, { answer: (route) => route.abort() });
  await mounted(page);
  const chinese = page.getByRole('button', { name: '中文' });
  await chinese.click();
  await text(hero, 'could not be fetched');
  await page.unrouteAll();
  await chinese.click();
  await text(page.locator('.place'), '第 0 步');
  assert.equal(await page.locator('.notice').count(), 0, 'it came');
  await close();
});

test('once everything has come nothing is asked of the network', async () => {
  const { page, done } = await without([]);
  await page.locator('lockstep-player[complete]').waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Counting' }).click();
  await page.keyboard.press('End');
  await text(page.locator('.hero'), 'main returned');
  await page.getByRole('button', { name: 'Read the lesson' }).click();
  await text(page.locator('.prose h1'), 'Counting');
  await page.getByRole('button', { name: '中文' }).click();
  await text(page.locator('.prose h1'), '一起数数');
  await page.getByRole('button', { name: '分享' }).click();
  await page.getByRole('dialog').waitFor();
  await done();
});
