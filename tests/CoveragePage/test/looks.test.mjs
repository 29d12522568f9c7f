// For whoever sees it well, badly, in the dark, on a phone, or on paper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { column, dataOf, launch, open } from '../client/browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing serious: ${colorScheme}, ${width} pixels`, async () => {
      const page = await open(browser, 'some.html', { colorScheme, viewport: { width, height: 900 }, before: { content: axe.source } });
      await page.click('.card >> nth=1');
      const found = await page.evaluate(async () => {
        const result = await window.axe.run();
        const told = (list) => list.map((one) => `${one.impact} ${one.id}: ${one.nodes[0].html} ${one.nodes[0].failureSummary}`);
        return {
          passes: result.passes.map((one) => one.id),
          serious: told(result.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')),
          other: told(result.violations),
        };
      });
      assert.deepEqual(found.serious, []);
      assert.deepEqual(found.other, []);
      assert.ok(found.passes.includes('color-contrast'));
      const dark = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      assert.equal(dark === 'rgb(246, 247, 249)', colorScheme === 'light');
      await page.context().close();
    });
  }
}

test('on a phone the page itself does not scroll sideways', async () => {
  const page = await open(browser, 'many.html', { viewport: { width: 390, height: 844 } });
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  await page.context().close();
});

// Text of a PDF comes without the line breaks of a cell.
const plain = (text) => text.replace(/\s+/g, '');

async function print(page) {
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' }))));
  return { totalPages, pages: text.map(plain) };
}

test('it prints the rows that are shown, all of them, with the header on each page, light even in the dark', async () => {
  const page = await open(browser, 'many.html', { colorScheme: 'dark' });
  await page.selectOption('#state', 'Unsigned');
  const names = await column(page, 1);
  const { totalPages, pages } = await print(page);
  assert.ok(totalPages > 3, `${totalPages} pages`);
  const whole = pages.join('');
  for (const name of names) {
    assert.ok(whole.includes(name), name);
  }
  const data = await dataOf('many.html');
  const hidden = data.rows.map((row) => row.ApiName).filter((name) => !names.includes(name));
  assert.ok(hidden.length > 100);
  assert.deepEqual(hidden.filter((name) => whole.includes(name)), []);
  assert.ok(whole.includes(plain(`Filtered: state: Unsigned (${names.length}). ${names.length} of 3,000 rows.`)));
  const withRows = pages.filter((text) => names.some((name) => text.includes(name)));
  assert.ok(withRows.length > 2);
  for (const text of withRows) {
    assert.ok(text.includes('Signedby') && text.includes('Keychanged'), text.slice(0, 200));
  }
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
  assert.ok(!(await page.isVisible('#filters')));
  await page.context().close();
});

test('it prints 3,000 rows', async () => {
  const page = await open(browser, 'many.html');
  const { totalPages, pages } = await print(page);
  assert.ok(totalPages > 20, `${totalPages} pages`);
  const whole = pages.join('');
  assert.deepEqual((await column(page, 1)).filter((name) => !whole.includes(name)), []);
  await page.context().close();
});
