import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { notFound, unknownId, workspaceOf } from './shapes.ts';
import { namelessIds, show } from './table.ts';

const caller = await organization();
const workspace = await caller.create({ name: 'Read me', tags: { env: 'prod' } });
const path = `${workspaces}/${workspace.id}`;

describe('200', () => {
  it('returns what create returned', async () => {
    assert.deepEqual(await caller.retrieve(workspace.id), workspace);
  });

  it('returns an archived workspace too', async () => {
    const { id } = await caller.create();
    const archived = await caller.archive(id);
    assert.deepEqual(await caller.retrieve(id), archived);
  });

  it('accepts a percent-encoded id', async () => {
    const encoded = workspace.id.replace(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`);
    assert.deepEqual(await caller.retrieve(encoded), workspace);
  });

  for (const query of ['?beta=true', '?beta=false', '?beta=', '?beta=anything']) {
    it(`ignores ${query}`, async () =>
      assert.deepEqual(workspaceOf(await caller.get(path + query)), workspace));
  }

  it('accepts a content type without a body', async () => {
    const answer = await caller.get(path, { 'content-type': 'application/json' });
    assert.deepEqual(workspaceOf(answer), workspace);
  });
});

describe('404', () => {
  for (const id of namelessIds) {
    it(`${show(id)} names nothing`, async () => notFound(await caller.get(`${workspaces}/${id}`)));
  }

  it('an unknown id and a malformed one get the same message', async () => {
    const words = async (id: string) => {
      const { text, body } = await caller.get(`${workspaces}/${id}`);
      const { request_id } = body as { request_id: string };
      return text.replace(request_id, '').replaceAll(id, 'ID');
    };
    assert.equal(await words('wrkspc_nonsense'), await words(unknownId));
  });

  it('ids are case-sensitive', async () => {
    const swapped = workspace.id.replace(/[a-z](?=[^a-z]*$)/i, (char) =>
      char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase(),
    );
    assert.notEqual(swapped, workspace.id);
    notFound(await caller.get(`${workspaces}/${swapped}`));
  });
});
