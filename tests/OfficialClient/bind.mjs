// node bind.mjs --signature K --group G --stage S [--apis a,b,c] [--client acs3|get|post]
// Binds a key with an official client, a hundred ids per call. Without --apis the ids come on standard input.

import { openAcs3 } from './client/acs3.mjs';
import { batches } from './client/batches.mjs';
import { commandLine, ids, print } from './client/commandLine.mjs';
import { openRpc } from './client/rpc.mjs';

const { signature, group, stage, apis, client } = commandLine(['signature', 'group', 'stage', 'apis?', 'client?']);
const requestIds = [];
for (const apiIds of batches(await ids(apis))) {
  if (client === undefined || client === 'acs3') {
    const parameters = { signatureId: signature, groupId: group, stageName: stage, apiIds };
    requestIds.push((await openAcs3().call('SetSignatureApis', parameters)).requestId);
  } else {
    const parameters = { SignatureId: signature, GroupId: group, StageName: stage, ApiIds: apiIds };
    requestIds.push((await openRpc(client.toUpperCase()).call('SetSignatureApis', parameters)).RequestId);
  }
}
print({ calls: requestIds.length, requestIds });
