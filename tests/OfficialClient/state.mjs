// node state.mjs --group G --stage S
// The keys and plug-ins with what they keep, and what is bound in a group and stage, read with the ACS3 client.

import { openAcs3 } from './client/acs3.mjs';
import { commandLine, print } from './client/commandLine.mjs';

const { group, stage } = commandLine(['group', 'stage']);
const client = openAcs3();
const [keys, plugins, bindings] = await Promise.all([client.keys(), client.plugins(), client.bindings(group, stage)]);
print([{ keys, plugins, bindings }]);
