import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { VersionLookUps } from './version-look-ups.ts';

/** Look-ups whose answers the test gives. */
function lookUps() {
  const sent: { ids: string[]; answer: PromiseWithResolvers<{ id: string; versions: string }[]> }[] = [];
  const versions = new VersionLookUps((_sql, ids) => {
    const answer = Promise.withResolvers<{ id: string; versions: string }[]>();
    sent.push({ ids, answer });
    return answer.promise;
  });
  const settle = async () => {
    for (let turns = 3; turns > 0; turns--) await turn();
  };
  return { sent, versions, settle };
}

test('a look-up is shared by those who ask before it is sent, never by those who ask later', async () => {
  const { sent, versions, settle } = lookUps();
  const [one, two, other] = [versions.find('a'), versions.find('a'), versions.find('b')];
  await settle();
  assert.deepEqual(sent[0]?.ids, ['a', 'b']);
  const later = versions.find('a');
  await settle();
  assert.equal(sent.length, 1);
  sent[0]?.answer.resolve([{ id: 'a', versions: '{"users":1}' }]);
  assert.deepEqual(await Promise.all([one, two, other]), [{ users: 1 }, { users: 1 }, {}]);
  // The responses to them are sent, and a client asks again.
  await turn();
  const again = versions.find('b');
  await settle();
  assert.deepEqual(sent[1]?.ids, ['a', 'b']);
  sent[1]?.answer.resolve([
    { id: 'a', versions: '{"users":2}' },
    { id: 'b', versions: '{"users":3}' },
  ]);
  assert.deepEqual(await Promise.all([later, again]), [{ users: 2 }, { users: 3 }]);
});

test('the versions are the same object as long as they are the same', async () => {
  const { sent, versions, settle } = lookUps();
  const ask = async (text: string) => {
    const found = versions.find('a');
    await settle();
    sent.at(-1)?.answer.resolve([{ id: 'a', versions: text }]);
    return found;
  };
  const first = await ask('{"users":1}');
  assert.equal(await ask('{"users":1}'), first);
  assert.notEqual(await ask('{"users":2}'), first);
});

test('versions that are lower than before are reported before they are returned', async () => {
  const { sent, versions, settle } = lookUps();
  let losses = 0;
  versions.onLoss(() => {
    losses += 1;
  });
  const seen: number[] = [];
  for (const text of ['{"users":1}', '{"users":2,"invites":2}', '{"users":2}', '{"users":3}']) {
    const found = versions.find('a').then(() => seen.push(losses));
    await settle();
    sent.at(-1)?.answer.resolve([{ id: 'a', versions: text }]);
    await found;
  }
  assert.deepEqual(seen, [0, 0, 1, 1]);
});

test('a failure is everybody’s who asked, and the next look-up works', async () => {
  const { sent, versions, settle } = lookUps();
  const lost = [versions.find('a'), versions.find('b')];
  await settle();
  sent[0]?.answer.reject(new Error('gone'));
  for (const each of lost) await assert.rejects(each, /gone/);
  const found = versions.find('a');
  await settle();
  sent[1]?.answer.resolve([]);
  assert.deepEqual(await found, {});
});
