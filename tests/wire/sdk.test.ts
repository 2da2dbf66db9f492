import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import { organization } from './harness.ts';
import { surfaces } from './sdks.ts';
import { assertWorkspace, unknownId } from './shapes.ts';

const caller = await organization();

for (const { name, connect, errors } of surfaces) {
  const client = connect({ baseURL: caller.url, apiKey: caller.key, maxRetries: 0 });

  describe(name, () => {
    it('creates, retrieves, updates, lists and archives', async () => {
      const made = await client.create({ name: 'By SDK', tags: { env: 'prod' } });
      assertWorkspace(made);
      assert.deepEqual(await client.retrieve(made.id), made);
      const updated = await client.update(made.id, { name: 'Updated by SDK' });
      assert.deepEqual(updated, { ...made, name: 'Updated by SDK' });
      const page = await client.list();
      assert.deepEqual(page.data[0], updated);
      assert.equal(page.first_id, made.id);
      const archived = await client.archive(made.id);
      assert.notEqual(archived.archived_at, null);
      assert.deepEqual(await client.archive(made.id), archived);
    });

    it('sends its filters', async () => {
      const made = await client.create({ name: 'Filtered' });
      const archived = await client.archive(made.id);
      assert.notEqual((await client.list({ limit: 1 })).data[0]?.id, made.id);
      assert.deepEqual((await client.list({ limit: 1, include_archived: true })).data, [archived]);
      const { data } = await client.list({ ids: [made.id, unknownId], include_archived: true });
      assert.deepEqual(data, [archived]);
      const byDefault = await client.list({ include_default: true, limit: 1000 });
      assert.equal(byDefault.data.at(-1)?.name, 'Default');
    });

    const failures: [type: string, Class: keyof typeof errors, call: () => PromiseLike<unknown>][] = [
      ['invalid_request_error', 'BadRequestError', () => client.create({ name: '' })],
      ['not_found_error', 'NotFoundError', () => client.retrieve(unknownId)],
      ['not_found_error', 'NotFoundError', () => client.retrieve('../workspaces')],
      [
        'authentication_error',
        'AuthenticationError',
        () => connect({ baseURL: caller.url, apiKey: 'nobody' }).list(),
      ],
    ];
    for (const [type, Class, call] of failures) {
      it(`throws ${Class} with the request's id`, async () => {
        await assert.rejects(
          async () => call(),
          (error) => {
            assert.ok(error instanceof errors[Class]);
            assert.equal(error.type, type);
            assert.match(`${error.requestID}`, /^req_01/);
            assert.equal((error.error as { request_id: string }).request_id, error.requestID);
            return true;
          },
        );
      });
    }
  });
}

describe('1.x', () => {
  it('knows the error code of a profile that is not there', async () => {
    const client = new Anthropic({ baseURL: caller.url, apiKey: caller.key });
    const creating = client.organization.workspaces.create({ name: 'x', user_profile_id: 'uprof_1' });
    await assert.rejects(creating, { name: 'UserProfileNotFoundError', errorCode: 'user_profile_not_found' });
  });
});

describe('URL and key from the environment', () => {
  afterEach(() => {
    delete process.env.ANTHROPIC_BASE_URL;
    delete process.env.ANTHROPIC_API_KEY;
  });

  it('ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY are enough for both libraries', async () => {
    process.env.ANTHROPIC_BASE_URL = caller.url;
    process.env.ANTHROPIC_API_KEY = caller.key;
    const current = await new Anthropic().organization.workspaces.list();
    const former = await new Former().beta.organization.workspaces.list();
    assert.deepEqual(current.data, former.data);
  });
});
