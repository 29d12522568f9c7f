import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { openAcs3 } from '../client/acs3.mjs';
import { batches } from '../client/batches.mjs';
import { server } from '../client/server.mjs';

const acs3 = openAcs3();

beforeEach(() => server.reset());

async function group(name) {
  return (await acs3.groups({ groupName: name }))[0];
}

function create(changes = {}) {
  return acs3.call('CreateSignature', {
    signatureName: 'backend_key',
    signatureKey: 'backend_key_1',
    signatureSecret: 'secret_1',
    ...changes,
  });
}

test('a key comes back as it was made, whatever its characters', async () => {
  const created = await create({ signatureName: '订单_签名密钥_a', signatureSecret: "a_@#!*secret" });
  assert.match(created.signatureId, /^[0-9a-f]{32}$/);
  assert.equal(created.signatureName, '订单_签名密钥_a');

  const [key] = await acs3.keys();
  assert.equal(key.signatureId, created.signatureId);
  assert.equal(key.signatureName, '订单_签名密钥_a');
  assert.equal(key.signatureKey, 'backend_key_1');
  assert.equal(key.signatureSecret, 'a_@#!*secret');
  assert.equal(key.regionId, 'cn-hangzhou');
  assert.match(key.createdTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal((await acs3.keys({ signatureName: '订单_签名密钥_a' })).length, 1);
  assert.equal((await acs3.keys({ signatureName: '订单' })).length, 0);
});

test('a key is changed and deleted', async () => {
  const { signatureId } = await create();
  const modified = await acs3.call('ModifySignature', { signatureId, signatureSecret: 'an*other!secret' });
  assert.deepEqual([modified.signatureId, modified.signatureName], [signatureId, 'backend_key']);
  assert.equal((await acs3.keys({ signatureId }))[0].signatureSecret, 'an*other!secret');

  await acs3.call('DeleteSignature', { signatureId });
  assert.deepEqual(await acs3.keys(), []);
});

test('binding shows from all three sides and is taken back', async () => {
  const { signatureId } = await create();
  const { groupId } = await group('payments');
  const [first, second] = await acs3.apis(groupId);
  await acs3.call('SetSignatureApis', { signatureId, groupId, stageName: 'PRE', apiIds: `${first.apiId},${second.apiId}` });

  const bindings = await acs3.bindings(groupId, 'PRE');
  assert.deepEqual(bindings.map(({ apiId, apiName, signatureName }) => [apiId, apiName, signatureName]), [
    [first.apiId, 'payments_api_0001', 'backend_key'],
    [second.apiId, 'payments_api_0002', 'backend_key'],
  ]);
  assert.match(bindings[0].boundTime, /Z$/);
  assert.deepEqual(await acs3.bindings(groupId, 'RELEASE'), []);

  const byApi = await acs3.call('DescribeSignaturesByApi', { groupId, apiId: first.apiId, stageName: 'PRE' });
  assert.equal(byApi.signatures.signatureItem[0].signatureId, signatureId);

  const [use] = await acs3.uses(signatureId);
  assert.deepEqual([use.groupName, use.stageName, use.visibility, use.regionId], ['payments', 'PRE', 'PRIVATE', 'cn-hangzhou']);

  await acs3.call('RemoveSignatureApis', { signatureId, groupId, stageName: 'PRE', apiIds: first.apiId });
  assert.deepEqual((await acs3.bindings(groupId, 'PRE')).map(({ apiId }) => apiId), [second.apiId]);
  await acs3.call('RemoveSignatureApis', { signatureId, groupId, stageName: 'PRE' });
  assert.deepEqual(await acs3.uses(signatureId), []);
});

for (const [name, count] of [['orders', 250], ['catalog', 1000]]) {
  test(`all ${count} APIs of ${name} are bound, listed page by page and unbound`, async () => {
    const { signatureId } = await create();
    const { groupId } = await group(name);
    const ids = (await acs3.apis(groupId)).map(({ apiId }) => apiId);
    assert.equal(new Set(ids).size, count);

    for (const apiIds of batches(ids)) {
      await acs3.call('SetSignatureApis', { signatureId, groupId, stageName: 'RELEASE', apiIds });
    }
    assert.deepEqual((await acs3.bindings(groupId, 'RELEASE')).map(({ apiId }) => apiId).sort(), [...ids].sort());
    assert.deepEqual((await acs3.uses(signatureId)).map(({ apiId }) => apiId).sort(), [...ids].sort());

    for (const apiIds of batches(ids)) {
      await acs3.call('RemoveSignatureApis', { signatureId, groupId, stageName: 'RELEASE', apiIds });
    }
    assert.deepEqual(await acs3.bindings(groupId, 'RELEASE'), []);

    const { operations } = await server.calls();
    assert.deepEqual(operations.SetSignatureApis, { calls: Math.ceil(count / 100), errors: 0, faults: 0, ids: count, maxIds: 100 });
  });
}

test('groups, regions and the state of publishing are read', async () => {
  const names = (await acs3.groups({ sort: 'asc' })).map(({ groupName }) => groupName);
  assert.deepEqual(names, ['orders', 'payments', 'catalog']);
  const { groupId, trafficLimit } = await group('orders');
  assert.equal(typeof trafficLimit, 'number');

  const { apiSummarys, totalCount } = await acs3.call('DescribeApis', { groupId, stageName: 'TEST', apiName: 'api_0007', unDeployed: false });
  assert.equal(totalCount, 1);
  const [api] = apiSummarys.apiSummary;
  assert.deepEqual(api.deployedInfos.deployedInfo.map(({ stageName, deployedStatus }) => [stageName, deployedStatus]), [
    ['RELEASE', 'DEPLOYED'], ['PRE', 'DEPLOYED'], ['TEST', 'DEPLOYED'],
  ]);
  assert.equal((await acs3.call('DescribeApis', { tag: [{ key: 'a', value: 'b' }] })).totalCount, 0);
  assert.equal((await acs3.call('DescribeRegions')).regions.region[0].regionId, 'cn-hangzhou');
});

test('a listing without a page size has ten items', async () => {
  const { pageNumber, pageSize, totalCount, apiSummarys } = await acs3.call('DescribeApis');
  assert.deepEqual([pageNumber, pageSize, totalCount, apiSummarys.apiSummary.length], [1, 10, 1290, 10]);
});

test('a refusal is an error with code, status and request id', async () => {
  await assert.rejects(acs3.call('DeleteSignature', { signatureId: 'unknown' }), (error) => {
    assert.equal(error.name, 'ClientError');
    assert.equal(error.code, 'NotFoundSignature');
    assert.equal(error.statusCode, 400);
    assert.match(error.requestId, /^[0-9A-F-]{36}$/);
    assert.deepEqual(Object.keys(error.data), ['RequestId', 'HostId', 'Code', 'Message', 'Recommend']);
    return true;
  });
});

test('limits are held', async () => {
  const { signatureId } = await create();
  const { groupId } = await group('orders');
  const ids = (await acs3.apis(groupId)).map(({ apiId }) => apiId);
  const tooMany = { signatureId, groupId, stageName: 'TEST', apiIds: ids.slice(0, 101).join(',') };
  await assert.rejects(acs3.call('SetSignatureApis', tooMany), { code: 'InvalidApiIds' });
  await assert.rejects(acs3.call('DescribeApiGroups', { pageSize: 51 }), { code: 'InvalidPageSize' });
  await assert.rejects(create({ signatureSecret: 'has spaces' }), { code: 'InvalidSignatureSecret' });
  await assert.rejects(create({ signatureKey: null }), { code: 'MissingSignatureKey' });
});

test('an empty ApiIds arrives as such', async () => {
  const { signatureId } = await create();
  const { groupId } = await group('payments');
  const [{ apiId }] = await acs3.apis(groupId);
  await acs3.call('SetSignatureApis', { signatureId, groupId, stageName: 'TEST', apiIds: apiId });
  await acs3.call('RemoveSignatureApis', { signatureId, groupId, stageName: 'TEST', apiIds: '' });
  assert.deepEqual(await acs3.uses(signatureId), []);
});

test('strangers and wrong secrets are refused', async () => {
  await assert.rejects(openAcs3({ accessKeyId: 'nobody' }).call('DescribeRegions'), { code: 'InvalidAccessKeyId.NotFound', statusCode: 404 });
  await assert.rejects(openAcs3({ accessKeySecret: 'wrong' }).call('DescribeRegions'), { code: 'SignatureDoesNotMatch', statusCode: 400 });
  await assert.rejects(openAcs3({ securityToken: 'stray' }).call('DescribeRegions'), { code: 'InvalidSecurityToken.MismatchWithAccessKey' });
});

test('temporary credentials with a token are let in', { skip: !process.env.AG_SANDBOX_TOKEN && 'the server has no temporary key' }, async () => {
  const changes = {
    accessKeyId: process.env.AG_SANDBOX_TOKEN_ID,
    accessKeySecret: process.env.AG_SANDBOX_TOKEN_SECRET,
    securityToken: process.env.AG_SANDBOX_TOKEN,
  };
  assert.equal((await openAcs3(changes).call('DescribeRegions')).regions.region.length, 1);
  await assert.rejects(openAcs3({ ...changes, securityToken: 'another' }).call('DescribeRegions'), { code: 'InvalidSecurityToken.MismatchWithAccessKey' });
});

test('throttling and server errors are read as what they are', async () => {
  await server.faults([
    { operation: 'DescribeRegions', kind: 'throttle', status: 429, retryAfter: 1500, times: 1 },
    { operation: 'DescribeRegions', kind: 'error500', times: 1 },
  ]);
  await assert.rejects(acs3.call('DescribeRegions'), { name: 'ThrottlingError', code: 'Throttling.User', statusCode: 429, retryAfter: 1500 });
  await assert.rejects(acs3.call('DescribeRegions'), { name: 'ServerError', code: 'InternalError', statusCode: 500 });
  await acs3.call('DescribeRegions');
});

test('plug-ins show what they are and what they are bound to', async () => {
  const signing = await acs3.plugins({ pluginType: 'backendSignature' });
  assert.deepEqual(signing.map(({ pluginName }) => pluginName), ['payments_signing', 'webhook_signing']);
  assert.equal((await acs3.plugins()).length, 4);
  const [onGroup, onApis] = signing;
  assert.deepEqual(Object.keys(JSON.parse(onGroup.pluginData)), ['type', 'key', 'secret']);
  assert.match(onGroup.modifiedTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal((await acs3.plugins({ pluginId: onApis.pluginId }))[0].pluginName, 'webhook_signing');

  const [whole] = await acs3.pluginGroups(onGroup.pluginId);
  assert.deepEqual([whole.groupName, whole.stageName, whole.regionId], ['payments', 'RELEASE', 'cn-hangzhou']);
  assert.deepEqual(await acs3.pluginApis(onGroup.pluginId), []);

  const apis = await acs3.pluginApis(onApis.pluginId);
  assert.deepEqual(
    apis.map(({ apiName, groupName, stageName }) => [apiName, groupName, stageName]),
    [1, 2, 3, 4, 5].map((number) => [`catalog_api_000${number}`, 'catalog', 'RELEASE']));
  assert.deepEqual(await acs3.pluginGroups(onApis.pluginId), []);
});

test('a key stands among the plug-ins with what it is bound to', async () => {
  const { signatureId } = await create();
  const { groupId } = await group('payments');
  const [first] = await acs3.apis(groupId);
  await acs3.call('SetSignatureApis', { signatureId, groupId, stageName: 'PRE', apiIds: first.apiId });

  const [mirror] = await acs3.plugins({ pluginName: 'backend_key' });
  assert.equal(mirror.pluginType, 'backendSignature');
  assert.deepEqual(
    (await acs3.pluginApis(mirror.pluginId)).map(({ apiId, stageName }) => [apiId, stageName]), [[first.apiId, 'PRE']]);
});
