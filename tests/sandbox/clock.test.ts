import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { send } from './controls.ts';

interface Shown {
  now: string;
  error?: { message: string };
}

forEachDatabase((kind) => {
  test('a clock goes forward until the end of 2254, when everything still works', async () => {
    await using server = await startServer({ database: await kind.url() });
    await using org = await server.organization();
    const path = `${server.baseURL}/x/sandbox/organizations/${org.id}/clock`;
    const advance = (body: object) => send<Shown>(`${path}/advance`, 'POST', body);
    const refused = async (body: object, message: string) => {
      const answer = await advance(body);
      assert.deepEqual([answer.status, answer.body.error?.message], [400, message]);
    };
    await refused({ to: '2255-01-01T00:00:00Z' }, 'to: should be before the year 2255');
    await refused({ by: 'P300000D' }, 'by: should be before the year 2255');
    const { body } = await send<Shown>(path);
    assert.ok(Date.parse(body.now) < Date.now() + 1000, 'nothing changed');
    assert.equal((await advance({ to: '2254-12-31T23:59:00Z' })).status, 200);
    await refused({ by: '1h' }, 'by: should be before the year 2255');
    await refused(
      { to: '2200-01-01T00:00:00Z' },
      'to: should not be earlier than the clock shows: it only goes forward',
    );
    const ids: string[] = [];
    const call = (method: string, body?: object) =>
      send<{ id: string; expires_at: string; data: { id: string }[] }>(
        `${server.baseURL}/v1/organizations/invites`,
        method,
        body,
        { 'x-api-key': org.adminKey },
      );
    for (const name of ['ada', 'grace', 'mary']) {
      const invite = await call('POST', { email: `${name}@example.com`, role: 'user' });
      assert.match(invite.body.expires_at, /^2255-01-21T23:59:/);
      ids.unshift(invite.body.id);
    }
    const list = await call('GET');
    assert.deepEqual(
      list.body.data.map(({ id }) => id),
      ids,
    );
  });
});
