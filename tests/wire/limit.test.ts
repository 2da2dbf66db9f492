import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { invalid, workspaceOf } from './shapes.ts';

const server = await startServer();

describe('100 active workspaces', async () => {
  const [caller, crowded] = await Promise.all([server.organization(), server.organization()]);

  it('the 100th is created, the 101st is refused, and archiving makes room', async () => {
    const made = await caller.createMany(100);
    invalid(await caller.post(workspaces, { name: 'the 101st' }));
    const { data } = await caller.list({ limit: 1000 });
    assert.equal(data.length, 100);

    const [first = '', second = ''] = made.map(({ id }) => id);
    await caller.archive(first);
    await caller.archive(first);
    await caller.create({ name: 'again the 100th' });
    invalid(await caller.post(workspaces, { name: 'again the 101st' }));

    await caller.update(second, { name: 'updates need no place' });
    const { id } = await caller.defaultWorkspace();
    await caller.update(id, { tags: { at: 'the limit' } });
  });

  it('faults in the request come before the limit', async () => {
    invalid(await caller.post(workspaces, { name: 'x', zzz: 1 }), 'zzz: Extra inputs are not permitted');
    const data_residency = { allowed_inference_geos: ['us'] };
    invalid(await caller.post(workspaces, { name: 'x', data_residency }), 'data_residency…');
  });

  it('of 200 concurrent creates exactly 100 succeed', async () => {
    const attempts = Array.from({ length: 200 }, (_, number) =>
      crowded.post(workspaces, { name: `w${number}` }),
    );
    const answers = await Promise.all(attempts);
    const made = answers.filter(({ status }) => status === 200).map((answer) => workspaceOf(answer).id);
    for (const answer of answers.filter(({ status }) => status !== 200)) invalid(answer);
    assert.equal(made.length, 100);
    const listed = (await crowded.list({ limit: 1000, include_archived: true })).data.map(({ id }) => id);
    assert.deepEqual(listed.toSorted(), made.toSorted());
  });

  it('concurrent archives and creates never leave more than 100', async () => {
    const { data: full } = await caller.list({ limit: 1000 });
    const archives = full.slice(0, 30).map(({ id }) => caller.archive(id));
    const creates = Array.from({ length: 90 }, () => caller.post(workspaces, { name: 'new' }));
    const made = (await Promise.all(creates)).filter(({ status }) => status === 200).length;
    await Promise.all(archives);
    assert.ok(made <= 30, `${made} were made for 30 places`);
    assert.equal((await caller.list({ limit: 1000 })).data.length, 70 + made);
  });
});

describe('a limit of the organization’s own', () => {
  it('is set by a command, above or below the general one, and zero is one', async () => {
    const caller = await server.organization();
    const setLimit = (limit: number) =>
      server.admin('orgs', 'set-limit', caller.organizationId ?? '', String(limit));
    await setLimit(2);
    await caller.createMany(2);
    invalid(await caller.post(workspaces, { name: 'the 3rd' }));
    await setLimit(103);
    await caller.createMany(101);
    invalid(await caller.post(workspaces, { name: 'the 104th' }));
    await setLimit(0);
    invalid(await caller.post(workspaces, { name: 'none' }));
    assert.equal((await caller.list({ limit: 1000 })).data.length, 103);
  });

  it('does not touch another organization', async () => {
    const [limited, free] = await Promise.all([server.organization(), server.organization()]);
    await server.admin('orgs', 'set-limit', limited.organizationId ?? '', '0');
    invalid(await limited.post(workspaces, { name: 'x' }));
    await free.create();
  });
});
