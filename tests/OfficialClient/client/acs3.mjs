// The newer official client: ACS3-HMAC-SHA256, POST, parameters in the query.

import cloudapi from '@alicloud/cloudapi20160714';
import core from '@alicloud/openapi-core';
import { sandbox } from './environment.mjs';

const { default: Client, ...models } = cloudapi;

export function openAcs3(changes = {}) {
  const { url, accessKeyId, accessKeySecret, regionId } = sandbox();
  const client = new Client(new core.$OpenApiUtil.Config({
    accessKeyId,
    accessKeySecret,
    regionId,
    endpoint: url.host,
    protocol: 'http',
    ...changes,
  }));

  // call('SetSignatureApis', { signatureId, ... }) gives the reply's body.
  async function call(operation, parameters = {}) {
    const method = operation[0].toLowerCase() + operation.slice(1);
    const request = new models[`${operation}Request`](parameters);
    const reply = await client[method](request);
    return reply.body;
  }

  // Every item of a paged listing.
  async function list(operation, parameters, wrapper, items, pageSize = 100) {
    const all = [];
    for (let pageNumber = 1; ; pageNumber++) {
      const body = await call(operation, { ...parameters, pageNumber, pageSize });
      all.push(...body[wrapper][items]);
      if (pageNumber * pageSize >= body.totalCount) {
        return all;
      }
    }
  }

  return {
    call,
    groups: (parameters) => list('DescribeApiGroups', parameters, 'apiGroupAttributes', 'apiGroupAttribute', 50),
    apis: (groupId) => list('DescribeApis', { groupId }, 'apiSummarys', 'apiSummary'),
    keys: (parameters = {}) => list('DescribeSignatures', parameters, 'signatureInfos', 'signatureInfo'),
    bindings: (groupId, stageName) => list('DescribeApiSignatures', { groupId, stageName }, 'apiSignatures', 'apiSignatureItem'),
    plugins: (parameters = {}) => list('DescribePlugins', parameters, 'plugins', 'pluginAttribute'),
    pluginApis: (pluginId) => list('DescribePluginApis', { pluginId }, 'apiSummarys', 'apiPluginSummary'),
    pluginGroups: (pluginId) => list('DescribePluginGroups', { pluginId }, 'groupSummarys', 'groupPluginSummary'),
    uses: (signatureId) => list('DescribeApisBySignature', { signatureId }, 'apiInfos', 'apiInfo'),
  };
}
