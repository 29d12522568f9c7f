// node apis.mjs --group G
// The APIs of a group, read with the ACS3 client.

import { openAcs3 } from './client/acs3.mjs';
import { commandLine, print } from './client/commandLine.mjs';

const { group } = commandLine(['group']);
print(await openAcs3().apis(group));
