// What every browser test needs: one Chromium, the built page on a server, and pages whose errors fail the test.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { serve } from '../../web/tools/serve.mjs';

/** The folder that Trunk built. */
export const DIST = path.resolve(import.meta.dirname, '../../dist');

/** The address of a built file on disk. */
export const onDisk = (name) => pathToFileURL(path.join(DIST, name)).href;

/** The ways to look at the page: sizes from projector to phone, both themes, both languages. */
export const LOOKS = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
].flatMap((viewport) =>
  ['light', 'dark'].flatMap((colorScheme) =>
    ['en', 'zh-CN'].map((locale) => ({
      name: `${viewport.width}x${viewport.height}-${colorScheme}-${locale}`,
      context: { viewport, colorScheme, locale, reducedMotion: 'reduce' },
    })),
  ),
);

/** Waits until the application stands in the player of a page or frame. */
export const mounted = (where) =>
  where.locator('lockstep-player .lockstep-host > *').first().waitFor({ state: 'attached' });

const which = (command) => execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim();

/** Debian's Chromium; the flags are what it needs without a screen, also as root and without a network. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? which('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/**
 * A page in a context of its own. `errors` gathers what the page says went wrong; a test that expects nothing to
 * ends with `done()`, which asserts that it is empty and closes the context. `before` sees the page while it is empty.
 */
export async function open(browser, address, context = {}, before = async () => {}) {
  const inside = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...context });
  const page = await inside.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('requestfailed', (request) => errors.push(`${request.url()}: ${request.failure()?.errorText}`));
  await before(page);
  await page.goto(address);
  const close = () => inside.close();
  const done = async () => {
    assert.deepEqual(errors, []);
    await close();
  };
  return { page, errors, close, done };
}

/** What axe finds, as short lines. */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}

/** What a file of tests stands on: one Chromium and the built page on a server, both ended after its tests. */
export async function stand(after) {
  const browser = await launch();
  const site = await serve(DIST);
  after(async () => {
    await browser.close();
    site.close();
  });
  return { browser, site };
}

/** The page at an address of the site, mounted, with the places that tests look at. */
export async function start({ browser, site }, address = '', context = {}) {
  const opened = await open(browser, site.url + address, { reducedMotion: 'reduce', ...context });
  const { page } = opened;
  await mounted(page);
  return {
    ...opened,
    hero: page.locator('.hero'),
    place: page.locator('.place'),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
  };
}

/** Pastes a program over the one that is in the editor. */
export async function paste(page, program) {
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await editor.evaluate((content, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, program);
}

/** Waits until an element says this. */
export const text = (locator, expected) => locator.filter({ hasText: expected }).waitFor();

/** The arrival of the files with these endings; asked for before the page is. */
export const arrival = (page, endings) =>
  Promise.all(
    endings.map(async (ending) => {
      const answer = await page.waitForResponse((each) => each.url().endsWith(ending));
      await answer.finished();
    }),
  );
