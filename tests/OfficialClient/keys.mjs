// node keys.mjs [--id K] [--name N]
// The signature keys with their secrets, read with the ACS3 client.

import { openAcs3 } from './client/acs3.mjs';
import { commandLine, print } from './client/commandLine.mjs';

const { id, name } = commandLine(['id?', 'name?']);
print(await openAcs3().keys({ signatureId: id, signatureName: name }));
