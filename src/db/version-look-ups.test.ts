import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VersionLookUps } from './version-look-ups.ts';

/** Look-ups whose answers the test gives. */
function lookUps() {
  const sent: { ids: string[]; answer: PromiseWithResolvers<{ id: string; versions: string }[]> }[] = [];
  const versions = new VersionLookUps((_sql, ids) => {
    const answer = Promise.withResolvers<{ id: string; versions: string }[]>();
    sent.push({ ids, answer });
    return answer.promise;
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
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
  await settle();
  assert.deepEqual(sent[1]?.ids, ['a']);
  sent[1]?.answer.resolve([{ id: 'a', versions: '{"users":2}' }]);
  assert.deepEqual(await later, { users: 2 });
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
