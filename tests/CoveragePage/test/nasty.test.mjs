// Names that try to be markup, script, another cell or a link stay what they are: text.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { marked } from 'marked';
import { dataOf, launch, open, reports } from '../client/browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test('in the page', async () => {
  const data = await dataOf('nasty.html');
  const page = await open(browser, 'nasty.html');
  const shown = await page.$$eval('#rows tbody th', (cells) => cells.map((cell) => cell.firstChild.textContent));
  assert.deepEqual(shown, data.rows.map((row) => row.ApiName ?? row.ApiId));
  assert.ok(shown.includes('</script><script>window.nasty=1</script>'));
  assert.ok(shown.includes('{{script}}{{data}} nasty ${window.nasty=1}'));
  for (const id of ['matrix', 'ages', 'rows', 'group', 'key', 'stage']) {
    const tags = await page.$$eval(`#${id} *`, (all) => [...new Set(all.map((one) => one.localName))]);
    const strange = tags.filter((tag) => !['caption', 'colgroup', 'col', 'thead', 'tbody', 'tr', 'th', 'td', 'span', 'bdi', 'button', 'div', 'option'].includes(tag));
    assert.deepEqual(strange, [], id);
  }
  // Each name can be chosen, and chooses its own rows.
  for (const [at, group] of data.groups.entries()) {
    await page.selectOption('#group', { index: at + 1 });
    const ids = await page.$$eval('#rows tbody tr:not([hidden])', (rows) => rows.length);
    assert.equal(ids, data.rows.filter((row) => row.GroupId === group.id && (!group.place || sameplace(row, group.place))).length, group.id);
  }
  assert.equal(await page.evaluate('window.nasty'), undefined);
  assert.deepEqual(page.asked, [page.address]);
  assert.deepEqual(page.said, []);
  await page.context().close();
});

const unknown = (row) => (row.RegionId ? `${row.RegionId} (account not known)` : 'an account that is not known');
const sameplace = (row, place) => place === (row.AccountId ? `account ${row.AccountId}${row.RegionId ? `, ${row.RegionId}` : ''}` : unknown(row));

test('in Markdown', async () => {
  const { rows } = await dataOf('nasty.html');
  const markdown = await readFile(join(reports, 'nasty.md'), 'utf8');
  const page = await (await browser.newContext()).newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.setContent(marked.parse(markdown, { gfm: true }));
  const tags = await page.$$eval('body *', (all) => [...new Set(all.map((one) => one.localName))].sort());
  assert.deepEqual(tags, ['code', 'h2', 'p', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr']);
  const cells = await page.$$eval('tbody tr', (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.equal(cells.length, rows.length);
  for (const [at, row] of rows.entries()) {
    assert.equal(cells[at].length, 7);
    // HTML shows blanks at both ends as none.
    assert.equal(cells[at][1].trim(), (row.ApiName ?? row.ApiId).trim());
    assert.equal(cells[at][2].trim(), (row.GroupName ?? row.GroupId).trim());
  }
  assert.equal(await page.evaluate('window.nasty'), undefined);
  assert.deepEqual(asked.filter((address) => address !== 'about:blank'), []);
  await page.context().close();
});
