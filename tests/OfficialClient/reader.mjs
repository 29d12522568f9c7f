// node reader.mjs, then one question a line on standard input:
//   {"group":"G","stage":"S"}   what is bound in a group and stage
//   {"name":"N"}                the keys of a name
// Each answer is one line of JSON. For tests that read the state so often that a process each time would be too slow.

import { createInterface } from 'node:readline';
import { openAcs3 } from './client/acs3.mjs';
import { print } from './client/commandLine.mjs';

const client = openAcs3();
for await (const line of createInterface({ input: process.stdin })) {
  const { group, stage, name } = JSON.parse(line);
  try {
    print(name === undefined ? await client.bindings(group, stage) : await client.keys({ signatureName: name }));
  } catch (error) {
    print({ error: String(error) });
  }
}
