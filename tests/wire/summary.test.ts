import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Caller } from './caller.ts';
import { startServer } from './harness.ts';
import { refused } from './shapes.ts';

const server = await startServer({ 'workspace-geos': 'us,eu', 'inference-geos': 'global,us,eu' });

interface Summary {
  by_day: { date: string; created: number; archived: number }[];
}

async function summary(caller: Caller): Promise<Summary> {
  const answer = await caller.get('/x/v1/workspaces/summary');
  assert.equal(answer.status, 200, answer.text);
  return answer.body as Summary;
}

const none = (geos: string[]) => geos.map((geo) => ({ geo, count: 0 }));

it('a new organization has nothing: its default workspace isn’t counted', async () => {
  assert.deepEqual(await summary(await server.organization('Empty')), {
    active: 0,
    archived: 0,
    by_workspace_geo: none(['us', 'eu']),
    by_default_inference_geo: none(['global', 'us', 'eu']),
    by_day: [],
  });
});

it('counts follow each create, update and archive of the organization', async () => {
  const [caller, other] = await Promise.all([server.organization('Ours'), server.organization('Theirs')]);
  await other.create({ name: 'theirs' });
  const before = new Date().toISOString().slice(0, 10);
  const made: string[] = [];
  for (const geo of ['us', 'us', 'eu', 'us']) {
    const fields = { name: 'x', data_residency: { workspace_geo: geo, default_inference_geo: geo } };
    made.push((await caller.create(fields)).id);
  }
  const [first = '', second = '', third = ''] = made;
  await caller.update(first, { name: 'renamed', data_residency: { default_inference_geo: 'global' } });
  const byDefault = await caller.defaultWorkspace();
  await caller.update(byDefault.id, { data_residency: { default_inference_geo: 'eu' } });
  for (const id of [second, third, third]) await caller.archive(id);
  const refusal = await caller.post('/v1/organizations/workspaces', { name: '' });
  assert.equal(refusal.status, 400);

  const after = new Date().toISOString().slice(0, 10);
  const { by_day, ...counts } = await summary(caller);
  assert.deepEqual(counts, {
    active: 2,
    archived: 2,
    by_workspace_geo: [
      { geo: 'us', count: 2 },
      { geo: 'eu', count: 0 },
    ],
    by_default_inference_geo: [
      { geo: 'global', count: 1 },
      { geo: 'us', count: 1 },
      { geo: 'eu', count: 0 },
    ],
  });
  // One day, or two where midnight came in between.
  assert.deepEqual([...new Set(by_day.map(({ date }) => date))], [...new Set([before, after])]);
  const total = (member: 'created' | 'archived') => by_day.reduce((sum, day) => sum + day[member], 0);
  assert.deepEqual([total('created'), total('archived')], [4, 2]);
});

it('concurrent creates are all counted', async () => {
  const caller = await server.organization('Busy');
  await Promise.all(Array.from({ length: 60 }, () => caller.create()));
  const { by_day } = await summary(caller);
  assert.equal(
    by_day.reduce((sum, { created }) => sum + created, 0),
    60,
  );
  const { active } = (await summary(caller)) as Summary & { active: number };
  assert.equal(active, 60);
});

it('401 without a key', async () => {
  const caller = await server.organization('Locked');
  const answer = await caller.get('/x/v1/workspaces/summary', { 'x-api-key': 'sk-ant-admin01-no' });
  refused(answer, 401, 'authentication_error');
});
