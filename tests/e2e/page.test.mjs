// The page as a reader meets it, in every size, theme and language.
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, LOOKS, mounted, open, stand } from './browser.mjs';

const { browser, site } = await stand(test.after);

/** Whether anything makes the page scroll sideways. */
const overflows = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** The words that are set in less than 16 pixels. */
const small = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('lockstep-player').shadowRoot;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (data.trim() && parseFloat(getComputedStyle(parentElement).fontSize) < 16) found.push(data);
    }
    return found;
  });

for (const { name, context } of LOOKS) {
  test(`axe finds nothing, and nothing sticks out, at ${name}`, async () => {
    const { page, done } = await open(browser, site.url, context);
    await mounted(page);
    for (const [lesson, key] of [
      ['ten-goroutines', 'Home'],
      ['ten-goroutines', 'End'],
      ['queueing', 'Shift+ArrowRight'],
    ]) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, lesson);
      await page.keyboard.press(key);
      assert.deepEqual(await axe(page), [], lesson);
      assert.equal(await overflows(page), false, lesson);
      assert.deepEqual(await small(page), [], lesson);
    }
    await done();
  });
}
