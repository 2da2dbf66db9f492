import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { invalid, pageOf, workspaceOf } from './shapes.ts';
import { show } from './table.ts';

const caller = await organization();
const workspace = await caller.create({ name: 'Versioned' });
const path = `${workspaces}/${workspace.id}`;
const header = 'anthropic-version';

describe('200', () => {
  for (const version of ['2023-01-01', '2023-06-01', '2026-10-21', undefined]) {
    const headers = version === undefined ? {} : { [header]: version };
    it(`${version ?? 'no'} version: the same workspace on every operation`, async () => {
      assert.deepEqual(workspaceOf(await caller.get(path, headers)), workspace);
      assert.deepEqual(workspaceOf(await caller.post(path, {}, headers)), workspace);
      const { data } = pageOf(await caller.get(`${workspaces}?ids[]=${workspace.id}`, headers));
      assert.deepEqual(data, [workspace]);
      const made = workspaceOf(await caller.post(workspaces, { name: 'x' }, headers));
      const archived = workspaceOf(await caller.post(`${workspaces}/${made.id}/archive`, undefined, headers));
      assert.deepEqual({ ...archived, archived_at: null }, made);
    });
  }

  for (const beta of ['managed-agents-2026-04-01', 'a,b, c', '', '?!']) {
    it(`anthropic-beta: ${show(beta)} is accepted`, async () => {
      assert.deepEqual(workspaceOf(await caller.get(path, { 'anthropic-beta': beta })), workspace);
    });
  }
});

describe('400', () => {
  const requests: [method: string, path: string, body?: string][] = [
    ['POST', workspaces, '{"name":"x"}'],
    ['GET', workspaces],
    ['GET', path],
    ['POST', path, '{}'],
    ['POST', `${path}/archive`],
  ];
  for (const [method, route, body] of requests) {
    it(`unknown on ${method} ${route.replace(workspace.id, '{id}')}`, async () => {
      const answer = await caller.send(method, route, { headers: { [header]: '2020-01-01' }, body });
      invalid(answer, 'anthropic-version: "2020-01-01" is not a valid version');
    });
  }

  for (const version of ['x', 'latest', '2023-06-02', '2023-6-1', '20230601']) {
    it(`${version} is unknown`, async () => {
      invalid(
        await caller.get(path, { [header]: version }),
        `anthropic-version: "${version}" is not a valid version`,
      );
    });
  }

  it('sent twice, even if both are known or equal', async () => {
    const sentence = 'anthropic-version: "…';
    invalid(await caller.get(path, { [header]: ['2023-06-01', '2023-06-01'] }), sentence);
    invalid(await caller.get(path, { [header]: ['2023-06-01', '2026-10-21'] }), sentence);
  });

  it('changed nothing', async () => assert.deepEqual(await caller.retrieve(workspace.id), workspace));
});
