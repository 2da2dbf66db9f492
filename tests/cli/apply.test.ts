import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { after, describe, it } from 'node:test';
import { startServer } from '../../src/server.ts';
import { caller, populate } from './populated.ts';
import { folder, run } from './program.ts';

/** A server with its commands. */
async function fresh(options = {}) {
  const server = await startServer(options);
  after(() => server.close());
  const variables = { WORKSPACED_URL: server.baseURL, WORKSPACED_KEY: server.adminKey };
  let files = 0;
  const write = (text: string) => {
    files += 1;
    const file = path(folder, `${server.organizationId}-${files}.yaml`);
    writeFileSync(file, text);
    return file;
  };
  return {
    server,
    ask: caller(server),
    variables,
    write,
    plan: (text: string, ...flags: string[]) => run(['plan', '-f', write(text), ...flags], variables),
    apply: (text: string, ...flags: string[]) =>
      run(['apply', '-f', write(text), '--yes', ...flags], variables),
  };
}

const everything = `
version: 1
organizations:
  - name: Acme
    users:
      - {email: ada@example.com, role: billing}
      - {email: bob@example.com, ref: bob}
    invites:
      - {email: dora@example.com, role: developer}
    service_accounts:
      - {name: deployer, description: Deploys everything.}
      - {name: tester, organization_role: admin}
    api_keys:
      - {name: of tester, service_account: tester}
    workspaces:
      - {name: Default, default: true, tags: {kind: default}, api_keys: [{name: in default, status: inactive}]}
      - ref: search
        name: Search
        tags: {team: search, tier: '1'}
        data_residency: {allowed_inference_geos: unrestricted}
        members:
          - {user: ada@example.com, workspace_role: workspace_admin}
          - {user: bob, workspace_role: workspace_developer}
        service_accounts: [{service_account: tester, workspace_role: workspace_user}]
        api_keys: [{name: batch, status: inactive}]
      - ref: evaluation
        name: Evaluation
        display_color: '#AABBCC'
        tags: {team: eval}
        data_residency: {allowed_inference_geos: [us, global], default_inference_geo: us}
        members: [{user: bob@example.com, workspace_role: workspace_user}]
        service_accounts: [{service_account: tester, workspace_role: workspace_developer}]
        api_keys:
          - {name: one, status: inactive, expires_at: 2090-01-01T00:00:00Z}
          - {name: two, user: bob}
`;

describe('apply', () => {
  it('makes what the document says; then there is nothing to do', async () => {
    const { ask, plan, apply } = await fresh();
    const { search } = await populate(ask);
    const planned = await plan(everything);
    assert.equal(planned.code, 2, planned.stderr);
    assert.equal((await plan(everything)).stdout, planned.stdout);
    const applied = await apply(everything);
    assert.equal(applied.code, 0, applied.stderr);
    const again = await plan(everything);
    assert.equal(again.code, 0, again.stdout);
    console.log(planned.stdout, applied.stdout, applied.stderr, again.stdout);
    const kept = await ask('GET', `/v1/organizations/workspaces/${search}`);
    assert.deepEqual(kept.tags, { team: 'search', tier: '1', workspaced_ref: 'search' });
  });
});
