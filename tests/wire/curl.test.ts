import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { environment } from '../environment.ts';
import { organization } from './harness.ts';
import { assertWorkspace, pageOf } from './shapes.ts';

const run = promisify(execFile);
const caller = await organization();

/** A sample as the reference prints it, run by a shell: only the host is another and the status is printed too. */
async function curl(sample: string, workspaceId = '') {
  const ours = sample
    .replace('curl ', "curl --silent --show-error --write-out '\\n%{http_code} %{content_type}' ")
    .replace('https://api.anthropic.com', caller.url)
    .replace('wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ', workspaceId);
  const keys = { ANTHROPIC_ADMIN_KEY: caller.key, ANTHROPIC_ADMIN_API_KEY: caller.key };
  const env = environment({ WORKSPACE_ID: workspaceId, ...keys });
  const { stdout } = await run('bash', ['-euc', ours], { env });
  const [text = '', end = ''] = stdout.split(/\n(?=[^\n]*$)/);
  assert.match(end, /^200 application\/json/, stdout);
  return JSON.parse(text) as unknown;
}

describe('the samples of the reference', () => {
  it('Create Workspace, without a version', async () => {
    const workspace = await curl(`curl https://api.anthropic.com/v1/organizations/workspaces \\
    -H 'Content-Type: application/json' \\
    -H "X-Api-Key: $ANTHROPIC_ADMIN_API_KEY" \\
    -d '{
          "name": "x"
        }'`);
    assertWorkspace(workspace);
    assert.deepEqual(await caller.retrieve(workspace.id), workspace);
    await caller.archive(workspace.id);
  });

  it('Create Workspace, with a version', async () => {
    const workspace = await curl(`curl https://api.anthropic.com/v1/organizations/workspaces \\
    -H 'Content-Type: application/json' \\
    -H 'anthropic-version: 2023-06-01' \\
    -H "X-Api-Key: $ANTHROPIC_ADMIN_API_KEY" \\
    -d '{
          "name": "x"
        }'`);
    assertWorkspace(workspace);
    assert.equal(workspace.name, 'x');
    await caller.archive(workspace.id);
  });

  it('Get Workspace', async () => {
    const { id } = await caller.create({ name: 'Read by curl' });
    const sample = `curl https://api.anthropic.com/v1/organizations/workspaces/$WORKSPACE_ID \\
        -H "X-Api-Key: $ANTHROPIC_ADMIN_API_KEY"`;
    assert.deepEqual(await curl(sample, id), await caller.retrieve(id));
  });

  it('List Workspaces', async () => {
    await caller.create({ name: 'Listed by curl' });
    const page = await curl(`curl "https://api.anthropic.com/v1/organizations/workspaces" \\
  --header "anthropic-version: 2023-06-01" \\
  --header "content-type: application/json" \\
  --header "x-api-key: $ANTHROPIC_ADMIN_KEY"`);
    assert.deepEqual(page, pageOf(await caller.get('/v1/organizations/workspaces')));
  });

  it('Archive Workspace', async () => {
    const { id } = await caller.create({ name: 'Archived by curl' });
    const sample = `curl --request POST "https://api.anthropic.com/v1/organizations/workspaces/wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ/archive" \\
  --header "anthropic-version: 2023-06-01" \\
  --header "content-type: application/json" \\
  --header "x-api-key: $ANTHROPIC_ADMIN_KEY"`;
    const archived = await curl(sample, id);
    assertWorkspace(archived);
    assert.notEqual(archived.archived_at, null);
    assert.deepEqual(await caller.retrieve(id), archived);
  });
});
