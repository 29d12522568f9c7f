import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { openAcs3 } from '../client/acs3.mjs';
import { batches } from '../client/batches.mjs';
import { openRpc } from '../client/rpc.mjs';
import { server } from '../client/server.mjs';

beforeEach(() => server.reset());

for (const method of ['GET', 'POST']) {
  describe(`HMAC-SHA1 with ${method}`, () => {
    const { call } = openRpc(method);

    const create = (changes = {}) => call('CreateSignature', {
      SignatureName: 'backend_key',
      SignatureKey: 'backend_key_1',
      SignatureSecret: 'secret_1',
      ...changes,
    });

    const groupId = async (name) => (await call('DescribeApiGroups', { GroupName: name })).ApiGroupAttributes.ApiGroupAttribute[0].GroupId;

    async function list(operation, parameters, wrapper, item) {
      const all = [];
      for (let page = 1; ; page++) {
        const reply = await call(operation, { ...parameters, PageNumber: page, PageSize: 100 });
        all.push(...reply[wrapper][item]);
        if (page * 100 >= reply.TotalCount) {
          return all;
        }
      }
    }

    test('a key comes back as it was made, whatever its characters', async () => {
      const { SignatureId } = await create({ SignatureName: '订单_签名密钥_a', SignatureSecret: 'a_@#!*secret' });
      const [key] = (await call('DescribeSignatures', { SignatureName: '订单_签名密钥_a' })).SignatureInfos.SignatureInfo;
      assert.deepEqual([key.SignatureId, key.SignatureName, key.SignatureSecret], [SignatureId, '订单_签名密钥_a', 'a_@#!*secret']);
      await call('ModifySignature', { SignatureId, SignatureName: '新名字_1' });
      assert.equal((await call('DescribeSignatures', { SignatureId })).SignatureInfos.SignatureInfo[0].SignatureName, '新名字_1');
      await call('DeleteSignature', { SignatureId });
      assert.equal((await call('DescribeSignatures')).TotalCount, 0);
    });

    for (const [name, count] of [['orders', 250], ['catalog', 1000]]) {
      test(`all ${count} APIs of ${name} are bound, and the newer client sees it`, async () => {
        const { SignatureId } = await create();
        const GroupId = await groupId(name);
        const ids = (await list('DescribeApis', { GroupId }, 'ApiSummarys', 'ApiSummary')).map(({ ApiId }) => ApiId);
        assert.equal(new Set(ids).size, count);
        for (const ApiIds of batches(ids)) {
          await call('SetSignatureApis', { SignatureId, GroupId, StageName: 'TEST', ApiIds });
        }

        const seen = await openAcs3().bindings(GroupId, 'TEST');
        assert.deepEqual(seen.map(({ apiId }) => apiId).sort(), [...ids].sort());
        assert.equal((await list('DescribeApiSignatures', { GroupId, StageName: 'TEST' }, 'ApiSignatures', 'ApiSignatureItem')).length, count);
        assert.equal((await list('DescribeApisBySignature', { SignatureId }, 'ApiInfos', 'ApiInfo')).length, count);
        const byApi = await call('DescribeSignaturesByApi', { GroupId, ApiId: ids[0], StageName: 'TEST' });
        assert.equal(byApi.Signatures.SignatureItem[0].SignatureId, SignatureId);

        await call('RemoveSignatureApis', { SignatureId, GroupId, StageName: 'TEST', ApiIds: ids.slice(0, 100).join(',') });
        assert.equal((await openAcs3().bindings(GroupId, 'TEST')).length, count - 100);
        await call('RemoveSignatureApis', { SignatureId, GroupId, StageName: 'TEST' });
        assert.deepEqual(await openAcs3().bindings(GroupId, 'TEST'), []);
      });
    }

    test('regions are read', async () => {
      assert.equal((await call('DescribeRegions')).Regions.Region[0].RegionId, 'cn-hangzhou');
    });

    test('a refusal is an error with code and data', async () => {
      await assert.rejects(call('DeleteSignature', { SignatureId: 'unknown' }), (error) => {
        assert.equal(error.name, 'NotFoundSignatureError');
        assert.equal(error.code, 'NotFoundSignature');
        assert.equal(error.entry.response.statusCode, 400);
        assert.match(error.data.RequestId, /^[0-9A-F-]{36}$/);
        return true;
      });
    });

    test('strangers, wrong secrets and unknown operations are refused', async () => {
      await assert.rejects(openRpc(method, { accessKeyId: 'nobody' }).call('DescribeRegions'), { code: 'InvalidAccessKeyId.NotFound' });
      await assert.rejects(openRpc(method, { accessKeySecret: 'wrong' }).call('DescribeRegions'), { code: 'SignatureDoesNotMatch' });
      await assert.rejects(openRpc(method).call('DescribeNothing'), { code: 'InvalidApi.NotFound' });
    });

    test('temporary credentials with a token are let in', { skip: !process.env.AG_SANDBOX_TOKEN && 'the server has no temporary key' }, async () => {
      const changes = {
        accessKeyId: process.env.AG_SANDBOX_TOKEN_ID,
        accessKeySecret: process.env.AG_SANDBOX_TOKEN_SECRET,
        securityToken: process.env.AG_SANDBOX_TOKEN,
      };
      assert.equal((await openRpc(method, changes).call('DescribeRegions')).Regions.Region.length, 1);
    });

    test('the server saw this way of signing', async () => {
      await call('DescribeRegions');
      const { calls } = await server.calls();
      assert.deepEqual(calls.map(({ signing, method: sent }) => [signing, sent]), [['rpc', method]]);
    });
  });
}
