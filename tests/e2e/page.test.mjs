// The page as a reader meets it, in every size, theme and language.
import assert from 'node:assert/strict';
import test from 'node:test';
import { serve } from '../../web/tools/serve.mjs';
import { axe, DIST, launch, LOOKS, mounted, open } from './browser.mjs';

const browser = await launch();
const site = await serve(DIST);
test.after(async () => {
  await browser.close();
  site.close();
});

/** Whether anything makes the page scroll sideways. */
const overflows = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

for (const { name, context } of LOOKS) {
  test(`axe finds nothing, and nothing sticks out, at ${name}`, async () => {
    const { page, done } = await open(browser, site.url, context);
    await mounted(page);
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflows(page), false);
    await done();
  });
}
