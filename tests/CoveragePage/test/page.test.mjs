import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { column, dataOf, launch, open } from '../client/browser.mjs';

let browser;
let page;
let data;

before(async () => {
  browser = await launch();
  data = await dataOf('many.html');
});
after(() => browser.close());
afterEach(async () => {
  // Whatever was done to it: the page asked for itself and nothing else, and nothing was said or broke.
  assert.deepEqual(page.asked, [page.address]);
  assert.deepEqual(page.said, []);
  await page.context().close();
});

const status = () => page.textContent('#shown');
const number = (n) => n.toLocaleString('en-US');
const signer = (row) => row.SignatureName ?? row.PluginName;

// What a filter must show, counted from the data.
async function shows(expected) {
  const text = expected.length === data.rows.length ? '3,000 rows shown.' : `${number(expected.length)} of 3,000 rows shown.`;
  await page.waitForFunction((wanted) => document.getElementById('shown').textContent === wanted, text);
  assert.deepEqual((await column(page, 1)).sort(), expected.map((row) => row.ApiName).sort());
}

test('it shows every row, what is not signed first', async () => {
  page = await open(browser, 'many.html');
  assert.equal(await status(), '3,000 rows shown.');
  assert.deepEqual(await column(page, 1), data.rows.map((row) => row.ApiName));
  const states = await column(page, 0);
  assert.deepEqual([...new Set(states)], ['Unsigned', 'Key too old', 'Unknown', 'Signed by plug-in', 'Signed']);
});

test('the figures at the top, the matrix and the ages are those of the rows', async () => {
  page = await open(browser, 'many.html');
  const cards = await page.$$eval('.card', (all) => all.map((card) => [card.children[1].textContent, card.children[0].textContent]));
  const count = (name) => number(data.rows.filter((row) => row.State === name).length);
  assert.deepEqual(cards, [
    ['Unsigned', count('Unsigned')], ['Key too old', count('KeyTooOld')], ['Unknown', count('Unknown')],
    ['Signed by plug-in', count('SignedByPlugin')], ['Signed', count('Signed')],
  ]);
  const matrix = await page.$$eval('#matrix tbody tr', (rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
  for (const [group, ...cells] of matrix) {
    for (const [at, stage] of data.stages.entries()) {
      const unsigned = data.rows.filter((row) => row.GroupName === group && row.StageName === stage && row.State === 'Unsigned').length;
      const words = /(\d+) Unsigned/.exec(cells[at]);
      assert.equal(words ? Number(words[1]) : 0, unsigned, `${group} ${stage}`);
    }
  }
  const ages = await page.$$eval('#ages tbody tr', (rows) => rows.map((row) => Number.parseInt(row.cells[3].innerText.replace(',', ''), 10)));
  assert.deepEqual(ages, [...ages].sort((a, b) => b - a));
  assert.equal(ages[0], Math.max(...data.rows.map((row) => row.KeyAgeDays ?? 0)));
});

test('it filters by text, state, stage, group and key, and by all of them', async () => {
  page = await open(browser, 'many.html');
  await page.fill('#search', 'PAYMENTS-v2_get');
  await shows(data.rows.filter((row) => row.ApiName.startsWith('payments-v2_get')));
  await page.fill('#search', data.rows[7].ApiId.slice(3, 20));
  await shows(data.rows.filter((row) => row.ApiId === data.rows[7].ApiId));
  await page.fill('#search', 'not authorized');
  await shows(data.rows.filter((row) => row.State === 'Unknown'));
  await page.fill('#search', 'no such thing');
  await shows([]);
  assert.ok(await page.isVisible('#none'));
  await page.click('#clear');
  await shows(data.rows);
  await page.selectOption('#state', 'KeyTooOld');
  await shows(data.rows.filter((row) => row.State === 'KeyTooOld'));
  await page.selectOption('#stage', 'PRE');
  await page.selectOption('#group', { label: 'catalog' });
  await shows(data.rows.filter((row) => row.State === 'KeyTooOld' && row.StageName === 'PRE' && row.GroupName === 'catalog'));
  await page.click('#clear');
  await page.selectOption('#key', { label: 'orders_key' });
  await shows(data.rows.filter((row) => row.SignatureName === 'orders_key'));
  await page.selectOption('#key', { label: 'None' });
  await shows(data.rows.filter((row) => signer(row) === undefined));
});

test('the figures and the names of groups are filters too', async () => {
  page = await open(browser, 'many.html');
  await page.click('.card >> nth=0');
  await shows(data.rows.filter((row) => row.State === 'Unsigned'));
  assert.equal(await page.getAttribute('.card >> nth=0', 'aria-pressed'), 'true');
  await page.click('#matrix button:has-text("search-v3")');
  await shows(data.rows.filter((row) => row.State === 'Unsigned' && row.GroupName === 'search-v3'));
  assert.equal(await page.evaluate('document.activeElement.id'), 'apis');
  await page.click('.card >> nth=0');
  await shows(data.rows.filter((row) => row.GroupName === 'search-v3'));
});

test('it sorts by every column, both ways, and what is empty comes last', async () => {
  page = await open(browser, 'many.html');
  const order = ['Unsigned', 'KeyTooOld', 'Unknown', 'SignedByPlugin', 'Signed'];
  const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const values = [
    (row) => order.indexOf(row.State), (row) => row.ApiName, (row) => row.GroupName, (row) => data.stages.indexOf(row.StageName),
    signer, (row) => row.KeyAgeDays, (row) => row.ModifiedTime,
  ];
  const heads = page.locator('#rows thead th');
  assert.equal(await heads.count(), values.length);
  assert.equal(await heads.nth(0).getAttribute('aria-sort'), 'ascending');
  const shown = () => page.$$eval('#rows tbody tr', (rows) => rows.map((row) => [1, 3].map((at) => row.cells[at].firstChild.textContent).join('|')));
  const byKey = new Map(data.rows.map((row) => [`${row.ApiName}|${row.StageName}`, row]));
  for (const [at, value] of values.entries()) {
    for (const way of at === 0 ? ['descending', 'ascending'] : ['ascending', 'descending']) {
      await heads.nth(at).getByRole('button').click();
      assert.equal(await heads.nth(at).getAttribute('aria-sort'), way);
      assert.equal(await page.locator('#rows thead th[aria-sort]').count(), 1);
      const rows = (await shown()).map((key) => byKey.get(key));
      assert.equal(new Set(rows).size, 3000);
      const present = rows.map(value).filter((one) => one !== undefined);
      assert.ok(rows.slice(present.length).every((row) => value(row) === undefined), `column ${at}: empty ones come last`);
      for (let i = 1; i < present.length; i++) {
        const compared = typeof present[i] === 'number' ? present[i - 1] - present[i] : words.compare(present[i - 1], present[i]);
        assert.ok(way === 'ascending' ? compared <= 0 : compared >= 0, `column ${at} ${way}: ${present[i - 1]} before ${present[i]}`);
      }
    }
  }
});

test('the keyboard alone is enough', async () => {
  page = await open(browser, 'many.html');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the table of APIs');
  assert.ok((await page.locator('.skip').boundingBox()).y >= 0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.id'), 'search');
  await page.keyboard.type('orders_key_2025');
  const old = data.rows.filter((row) => row.SignatureName === 'orders_key_2025');
  await shows(old);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.id'), 'state');
  await page.keyboard.press('Tab');
  await page.keyboard.type('TEST');
  await shows(old.filter((row) => row.StageName === 'TEST'));
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('Tab');
  }
  assert.equal(await page.evaluate('document.activeElement.id'), 'clear');
  await page.keyboard.press('Enter');
  await shows(data.rows);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.getAttribute("role")'), 'region');
  for (const title of ['State', 'API', 'Group']) {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), title);
  }
  await page.keyboard.press('Space');
  assert.equal(await page.getAttribute('#rows thead th >> nth=2', 'aria-sort'), 'ascending');
  assert.ok(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle !== "none"'));
});

test('a page of no rows says that nothing was looked at', async () => {
  page = await open(browser, 'empty.html');
  assert.ok((await page.innerText('#empty')).startsWith('Nothing was looked at.'));
  assert.ok(!(await page.isVisible('#rows')));
});

test('a page of the sandbox says so, and another one does not', async () => {
  page = await open(browser, 'sandbox.html');
  assert.equal(await page.innerText('#sandbox'), '2 of the rows are of the sandbox, and of no real account.');
  await page.selectOption('#group', { label: 'orders (the sandbox, cn-shanghai)' });
  assert.deepEqual(await column(page, 7), ['sandbox, cn-shanghai']);
  await page.selectOption('#group', { label: 'orders (cn-shanghai (account not known))' });
  assert.deepEqual(await column(page, 7), ['cn-shanghai']);
  page = await open(browser, 'places.html');
  assert.ok(!(await page.isVisible('#sandbox')));
});

test('accounts and regions are told apart where there are several', async () => {
  page = await open(browser, 'places.html');
  assert.deepEqual(await page.$$eval('#matrix tbody th', (all) => all.map((one) => one.innerText.split('\n'))), [
    ['orders', 'account 1, cn-hangzhou'], ['orders', 'account 2, cn-shanghai'], ['orders', 'an account that is not known'],
  ]);
  await page.selectOption('#group', { label: 'orders (account 2, cn-shanghai)' });
  assert.deepEqual(await column(page, 7), ['2, cn-shanghai']);
});
