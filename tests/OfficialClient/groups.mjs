// node groups.mjs
// Every API group, read with the ACS3 client.

import { openAcs3 } from './client/acs3.mjs';
import { print } from './client/commandLine.mjs';

print(await openAcs3().groups({ sort: 'asc' }));
