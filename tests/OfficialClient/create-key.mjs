// node create-key.mjs --name N --key K --secret S
// Makes a key with the ACS3 client.

import { openAcs3 } from './client/acs3.mjs';
import { commandLine, print } from './client/commandLine.mjs';

const { name, key, secret } = commandLine(['name', 'key', 'secret']);
print(await openAcs3().call('CreateSignature', { signatureName: name, signatureKey: key, signatureSecret: secret }));
