// How a player starts: on the page, on disk, in frames, moved about, and after a trap.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { serve } from '../../web/tools/serve.mjs';
import { DIST, arrival, mounted, onDisk, open, stand, text } from './browser.mjs';

const { browser, site } = await stand(test.after);
// Another site: no policy, no CORS header, pages that the tests write.
const foreign = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-foreign-'));
const host = await serve(foreign, { policy: null });
test.after(async () => {
  host.close();
  fs.rmSync(foreign, { recursive: true });
});

/** Writes a page of somebody else's and gives its address. */
const pageOf = (name, body, head = '') => {
  const html = `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
  fs.writeFileSync(path.join(foreign, name), html);
  return host.url + name;
};

/** A page of somebody else's beside our files, which includes lockstep.js and so shares our server and policy. */
const beside = (content) =>
  open(browser, `${site.url}beside.html`, {}, (page) =>
    page.route('**/beside.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head>
          <body>${content}<script type="module" src="lockstep.js"></script></body></html>`,
      }),
    ),
  );

for (const name of ['', 'embed.html', 'embed.html?controls=mini&theme=dark&locale=zh-CN', 'lockstep.html']) {
  test(`/${name} starts under the strict policy of its kind`, async () => {
    // The one-file page carries its script inside and is made for a disk, where no policy is sent.
    const bare = name === 'lockstep.html' ? await serve(DIST, { policy: null }) : site;
    const { page, done } = await open(browser, bare.url + name);
    await mounted(page);
    await done();
    if (bare !== site) bare.close();
  });
}

for (const name of ['embed.html', 'lockstep.html']) {
  test(`${name} starts from a disk`, async () => {
    const { page, done } = await open(browser, onDisk(name));
    await mounted(page);
    await done();
  });

  for (const sandbox of [null, 'allow-scripts allow-popups allow-popups-to-escape-sandbox']) {
    test(`${name} starts in a frame of another site, ${sandbox ? 'sandboxed' : 'not sandboxed'}`, async () => {
      // embed.html lives under the policy here too; the server sends no CORS header.
      const bare = name === 'lockstep.html' ? await serve(DIST, { policy: null }) : site;
      const attribute = sandbox ? `sandbox="${sandbox}"` : '';
      const frame = `<iframe title="Lockstep" width="320" height="240" ${attribute} src="${bare.url}${name}"></iframe>`;
      const { page, done } = await open(browser, pageOf('frame.html', frame));
      await mounted(page.frameLocator('iframe'));
      await done();
      if (bare !== site) bare.close();
    });
  }
}

test('the server answers whatever it is asked for', async () => {
  for (const [asked, status] of [['/', 200], ['//', 200], ['/nothing', 404], ['/%E0%A4%A', 404]]) {
    assert.equal((await fetch(site.url + asked.slice(1))).status, status, asked);
  }
});

test('the page fetches the engine once', async () => {
  const before = site.seen.length;
  const halves = ['_bg.wasm', '_rest.wasm'];
  let arrived;
  const { page, done } = await open(browser, site.url, {}, async (page) => {
    arrived = arrival(page, halves);
  });
  await mounted(page);
  await arrived;
  for (const half of halves) {
    assert.equal(site.seen.slice(before).filter((path) => path.endsWith(half)).length, 1, half);
  }
  await done();
});

test('a player far down a page waits until it is near, and shows its own content meanwhile', async () => {
  const player = '<lockstep-player><b>A picture of it</b></lockstep-player>';
  const { page, done } = await beside('<p>line</p>'.repeat(300) + player);
  await page.waitForFunction(() => customElements.get('lockstep-player'));
  assert.equal(await page.locator('.lockstep-host').count(), 0);
  assert.equal(await page.locator('lockstep-player > b').isVisible(), true);
  await page.locator('lockstep-player').scrollIntoViewIfNeeded();
  await mounted(page);
  assert.equal(await page.locator('lockstep-player > b').isVisible(), false);
  await done();
});

test('a player that is moved lives on, and one that is taken away ends', async () => {
  const { page, done } = await open(browser, site.url);
  await mounted(page);
  const kept = await page.evaluate(async () => {
    const player = document.querySelector('lockstep-player');
    const inside = player.shadowRoot.querySelector('.lockstep-host').firstElementChild;
    const section = document.createElement('section');
    document.body.append(section);
    section.append(player);
    await Promise.resolve();
    return inside === player.shadowRoot.querySelector('.lockstep-host').firstElementChild && inside.isConnected;
  });
  assert.equal(kept, true);
  const left = await page.evaluate(async () => {
    const player = document.querySelector('lockstep-player');
    player.remove();
    await new Promise((resolve) => setTimeout(resolve));
    return player.shadowRoot.querySelectorAll('.lockstep-host').length;
  });
  assert.equal(left, 0);
  await page.evaluate(() => {
    const player = document.createElement('lockstep-player');
    document.body.append(player);
  });
  await mounted(page);
  await done();
});

test('on paper a player is its picture', async () => {
  const player = (content) => `<lockstep-player loading="eager">${content}</lockstep-player>`;
  const picture = '<svg role="img" aria-label="It" width="9" height="9"></svg>';
  const { page, done } = await beside(player(picture) + player('<b>words</b>'));
  const hosts = page.locator('lockstep-player .lockstep-host');
  await hosts.nth(1).waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual([await page.getByRole('img').isVisible(), await hosts.first().isVisible()], [true, false]);
  assert.deepEqual([await page.locator('lockstep-player > b').isVisible(), await hosts.last().isVisible()], [false, true]);
  await done();
});

test('a player begins where its state says, with or without the #, as a link does', async () => {
  const player = (state) => `<lockstep-player loading="eager" state="${state}"></lockstep-player>`;
  const { page, done } = await beside(player('#go/two-locks') + player('counting'));
  const [first, second] = [0, 1].map((at) => page.locator('lockstep-player').nth(at));
  await first.getByText('Step 0 of 28').waitFor();
  await second.getByText('counter').first().waitFor();
  await done();
});

test('two players share one page and one engine', async () => {
  const { page, done } = await beside('<lockstep-player loading="eager"></lockstep-player>'.repeat(2));
  await page.locator('lockstep-player .lockstep-host > *').nth(1).waitFor({ state: 'attached' });
  await done();
});

/** Makes the living instance of a page trap: the glue is asked to free what is not there. */
const trap = (page) =>
  page.evaluate(async () => {
    const glue = await import(`${document.querySelector('link[rel=modulepreload]').href}#0`);
    const nothing = { __destroy_into_raw: () => 0xfffffff0 };
    setTimeout(() => glue.PlayerHandle.prototype.destroy.call(nothing));
  });

test('after a trap a panel offers to start again, where the reader was, and the dead instance is heard of no more', async () => {
  const { page, close } = await open(browser, `${site.url}#counting`);
  const place = page.locator('.place');
  await mounted(page);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.endsWith('@1'));
  await trap(page);
  await page.getByRole('alert').getByText('Your place is kept').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Start again' }).press('Enter');
  await mounted(page);
  await text(place, 'Step 1 of');
  await page.keyboard.press('ArrowRight');
  await text(place, 'Step 2 of');
  await page.evaluate(() => {
    location.hash = '#queueing';
  });
  await text(page.locator('.about'), 'Queueing');
  assert.equal(await page.getByRole('alert').count(), 0);
  await close();
});

test('another script failing on the same page is none of our business', async () => {
  const { page, close } = await open(browser, site.url);
  await mounted(page);
  await page.evaluate(() => dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('theirs') })));
  assert.equal(await page.getByRole('alert').count(), 0);
  await close();
});

test('an engine that cannot be had is said, and can be asked for again', async () => {
  let broken = true;
  const { page, close } = await open(browser, site.url, {}, (page) =>
    page.route('**/*.wasm', (route) => (broken ? route.fulfill({ status: 503, body: '' }) : route.continue())),
  );
  await page.getByRole('alert').getByText('could not start').waitFor();
  broken = false;
  await page.getByRole('button', { name: 'Start again' }).press('Enter');
  await mounted(page);
  await close();
});

test('a page beside it may frame embed.html under the policy, and no other page', async () => {
  const { page, errors, close } = await open(browser, `${site.url}`);
  const frame = (name) =>
    page.evaluate((src) => {
      const made = document.createElement('iframe');
      made.src = src;
      document.body.append(made);
    }, name);
  await frame('embed.html');
  await mounted(page.frameLocator('iframe[src="embed.html"]'));
  assert.deepEqual(errors.filter((error) => error.includes('frame-src')), []);
  const refused = page.waitForEvent('console', (said) => said.text().includes('frame-src'));
  await frame('index.html');
  await refused;
  await close();
});
