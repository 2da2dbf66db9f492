import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { workspaces } from './caller.ts';
import { feed } from './feed.ts';
import { startServer } from './harness.ts';

const server = await startServer({ 'record-reads': true });
const caller = await server.organization();
const { key } = caller;
/** Its random part, where that begins. */
const secret = key.slice(15, 30);

/** Where a client may have put a key by mistake. */
const misplaced: [where: string, send: () => Promise<unknown>][] = [
  [
    'the name of a client',
    () => caller.post(workspaces, { name: 'x' }, { 'user-agent': `cli --key=${key}` }),
  ],
  ['a path', () => caller.get(`${workspaces}/${key}`)],
  ['an unknown path', () => caller.get(`/v1/${key}`)],
  ['the value of a query parameter', () => caller.get(`${workspaces}?beta=${key}`)],
  ['the name of a query parameter', () => caller.get(`${workspaces}?${key}=1`)],
  ['the name of a member', () => caller.post(workspaces, { [key]: 1 })],
  ['a read of the feed', () => caller.get(`${feed}?beta=${key}&actor_ids[]=${key}`)],
];

for (const [where, send] of misplaced) {
  test(`a key in ${where} is neither in the log nor in the feed`, async () => {
    const before = server.log.length;
    await send();
    const { text } = await caller.get(feed);
    assert.ok(!text.includes(secret), text);
    while (server.log.indexOf('activities.list', before) === -1) await sleep(5);
    assert.ok(!server.log.includes(secret), server.log);
  });
}

test('what is left of it are its last four characters', async () => {
  const { body } = await caller.get(`${feed}?activity_types[]=platform_workspace_created`);
  const [{ actor }] = (body as { data: [{ actor: { user_agent: string } }] }).data;
  assert.equal(actor.user_agent, `cli --key=…${key.slice(-4)}`);
});
