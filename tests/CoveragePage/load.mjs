// How long a report takes from the address to the frame that shows its rows: a line of milliseconds for each run, each in a new browser.
//   node load.mjs <file> <runs>

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './client/browser.mjs';

const [file, runs] = process.argv.slice(2);
for (let run = 0; run < Number(runs); run++) {
  const browser = await launch();
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const begun = performance.now();
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const took = performance.now() - begun;
  const rows = await page.$$eval('#rows tbody tr', (all) => all.length);
  console.log(JSON.stringify({ took, rows }));
  await browser.close();
}
