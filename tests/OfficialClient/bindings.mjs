// node bindings.mjs --group G --stage S [--signature K]
// What is bound in a group and stage (to one key), read with the ACS3 client.

import { openAcs3 } from './client/acs3.mjs';
import { commandLine, print } from './client/commandLine.mjs';

const { group, stage, signature } = commandLine(['group', 'stage', 'signature?']);
const bindings = await openAcs3().bindings(group, stage);
print(signature === undefined ? bindings : bindings.filter((binding) => binding.signatureId === signature));
