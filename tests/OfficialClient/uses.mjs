// node uses.mjs --signature K
// Where a key is bound, over all groups and stages, read with the ACS3 client.

import { openAcs3 } from './client/acs3.mjs';
import { commandLine, print } from './client/commandLine.mjs';

const { signature } = commandLine(['signature']);
print(await openAcs3().uses(signature));
