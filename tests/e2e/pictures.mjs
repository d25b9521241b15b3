// Photographs the page into pictures/, to be looked at: `make pictures`. Each argument is a fragment; without any it
// takes the start, the middle and the end of the first scene, and the others as they open.
import fs from 'node:fs';
import path from 'node:path';
import { serve } from '../../web/tools/serve.mjs';
import { DIST, launch, LOOKS, mounted, open } from './browser.mjs';

const SHOTS = [
  { name: 'start', fragment: '', keys: [] },
  { name: 'middle', fragment: '', keys: Array(12).fill('ArrowRight') },
  { name: 'end', fragment: '', keys: ['End'] },
  ...['lock-contention', 'counting', 'queueing'].map((fragment) => ({ name: fragment, fragment, keys: ['End'] })),
];

const asked = process.argv.slice(2);
const shots = asked.length
  ? asked.map((fragment) => ({ name: fragment.replace(/[^a-z0-9]+/gi, '-'), fragment, keys: [] }))
  : SHOTS;

const folder = path.join(import.meta.dirname, 'pictures');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder);

const browser = await launch();
const site = await serve(DIST);
for (const { name: look, context } of LOOKS) {
  for (const { name, fragment, keys } of shots) {
    const { page, errors, close } = await open(browser, `${site.url}#${fragment}`, context);
    await mounted(page);
    await page.locator('lockstep-player button').first().focus({ timeout: 2000 }).catch(() => {});
    for (const key of keys) await page.keyboard.press(key);
    await page.screenshot({ path: path.join(folder, `${look}-${name}.png`) });
    await page.screenshot({ path: path.join(folder, `${look}-${name}-whole.png`), fullPage: true });
    for (const error of errors) console.error(`${look} ${name}: ${error}`);
    await close();
  }
}
await browser.close();
site.close();
console.log(`${LOOKS.length * shots.length * 2} pictures in ${folder}`);
