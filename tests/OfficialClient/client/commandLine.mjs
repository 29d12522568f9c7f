// Reads `--name value` pairs and prints results: what the small scripts have in common.

import { parseArgs } from 'node:util';

export function commandLine(names) {
  const options = Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), { type: 'string' }]));
  const { values } = parseArgs({ options });
  for (const name of names) {
    if (!name.endsWith('?') && values[name] === undefined) {
      throw new Error(`--${name} is missing.`);
    }
  }
  return values;
}

// Ids from `--apis a,b,c`, or from standard input, one a line, where the list is long.
export async function ids(text) {
  if (text !== undefined) {
    return text.split(',').filter((id) => id);
  }
  let input = '';
  for await (const piece of process.stdin.setEncoding('utf8')) {
    input += piece;
  }
  return input.split(/\s+/).filter((id) => id);
}

export function print(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
