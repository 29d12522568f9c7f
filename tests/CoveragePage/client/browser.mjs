// A Chromium of this machine, with a profile of its own that is thrown away, and pages that tell everything they do.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`Set ${name}.`);
  }
  return value;
}

export const reports = required('AG_REPORTS');

export function launch() {
  return chromium.launch({
    executablePath: required('AG_CHROMIUM'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

// Opens a report from disk. The page keeps what it asked for, what it said, and what broke.
export async function open(browser, name, options = {}) {
  const { before, ...context } = options;
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context })).newPage();
  page.asked = [];
  page.said = [];
  page.context().on('request', (request) => page.asked.push(request.url()));
  page.on('console', (message) => page.said.push(message.text()));
  page.on('pageerror', (error) => page.said.push(`${error}`));
  page.on('dialog', (dialog) => page.said.push(`dialog ${dialog.message()}`));
  if (before) {
    // Not held to the policy of the page.
    await page.addInitScript(before);
  }
  page.address = pathToFileURL(join(reports, name)).href;
  await page.goto(page.address);
  return page;
}

// The data of a report as they stand in the file, read without the page's own script.
export async function dataOf(name) {
  const text = await readFile(join(reports, name), 'utf8');
  return JSON.parse(/<script id="data" type="application\/json">(.*?)<\/script>/s.exec(text)[1]);
}

// What the rows that are shown have in a column, in their order; of a name with its id the name.
export function column(page, number) {
  return page.$$eval('#rows tbody tr:not([hidden])', (rows, at) => rows.map((row) => row.cells[at].firstChild.textContent), number);
}
