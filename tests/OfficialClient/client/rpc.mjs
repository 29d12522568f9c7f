// The older official client: HMAC-SHA1, SignatureVersion 1.0, in the query (GET) or in a form (POST).

import pop from '@alicloud/pop-core';
import { sandbox } from './environment.mjs';

export function openRpc(method, changes = {}) {
  const { url, accessKeyId, accessKeySecret } = sandbox();
  const client = new pop.RPCClient({
    accessKeyId,
    accessKeySecret,
    endpoint: url.origin,
    apiVersion: '2016-07-14',
    ...changes,
  });
  return {
    call: (operation, parameters = {}) => client.request(operation, parameters, { method, timeout: 30_000 }),
  };
}
