import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, describe, it } from 'node:test';
import { Command } from 'commander';
import { addPlan } from '../../src/cli/plan.ts';
import { startServer } from '../../src/server.ts';
import { caller, populate } from './populated.ts';
import { folder, run } from './program.ts';
import { startRecorder } from './recorder.ts';

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

describe('apply', { concurrency: 2 }, () => {
  it('makes what the document says; then there is nothing to do', async () => {
    const { ask, plan, apply } = await fresh();
    const { search } = await populate(ask);
    const planned = await plan(everything);
    assert.equal(planned.code, 2, planned.stderr);
    assert.equal((await plan(everything)).stdout, planned.stdout);
    assert.match(planned.stdout, /^~ update workspace search\n( .*\n)* {4}tags\.env: "prod" → none$/m);
    assert.match(
      planned.stdout,
      /left as they are: 1 invite, 1 service account member, 2 API keys, 1 workspace\.$/m,
    );
    const applied = await apply(everything);
    assert.equal(applied.code, 0, applied.stderr);
    assert.equal(applied.stdout.match(/^sk-ant-api03-[\w-]{43}$/gm)?.length, 3);
    const again = await plan(everything);
    assert.equal(again.code, 0, again.stdout);
    assert.match(again.stdout, /^Nothing to do\.$/m);
    const adopted = await ask('GET', `/v1/organizations/workspaces/${search}`);
    assert.deepEqual(adopted.tags, { team: 'search', tier: '1', workspaced_ref: 'search' });
  });

  it('finds a workspace by its ref again when its name changes, and leaves out what isn’t managed', async () => {
    const { ask, plan, apply } = await fresh();
    await populate(ask);
    const document = (name: string) =>
      `{version: 1, organizations: [{name: A, workspaces: [{ref: s, name: ${name}}]}]}`;
    assert.equal((await apply(document('Search'))).code, 0);
    const renamed = await plan(document('Found'));
    assert.match(
      renamed.stdout,
      /^~ update workspace s\n {4}name: "Search" → "Found"\n.*\nTo do: 1 to update\.$/m,
    );
    assert.equal((await apply(document('Found'))).code, 0);
    const { data } = await ask('GET', '/v1/organizations/workspaces');
    assert.deepEqual(
      data.map(({ name }) => name),
      ['Empty', 'Found'],
    );
    assert.deepEqual(data[1]?.tags, { team: 'search', env: 'prod', workspaced_ref: 's' });
  });

  it('archives and removes only with --archive, and much only with --force', async () => {
    const { ask, plan, apply } = await fresh();
    const { search } = await populate(ask);
    const document = `
version: 1
organizations:
  - name: A
    users: [{email: ada@example.com}]
    invites: []
    service_accounts: []
    api_keys: []
    workspaces: [{id: ${search}, name: Search, members: [{user: ada@example.com, workspace_role: workspace_admin}], api_keys: []}]`;
    assert.equal((await plan(document)).code, 0);
    const planned = await plan(document, '--archive');
    assert.equal(planned.code, 2);
    assert.match(planned.stderr, /^apply will need --force: 3 of 4 API keys are to be archived/m);
    const titles = planned.stdout.match(/(?<=^- ).*/gm)?.map((line) => line.replaceAll(/ \(\w+\)/g, ''));
    assert.deepEqual(titles, [
      'archive API key batch in Search',
      'archive API key idle in Search',
      'archive API key everywhere',
      'remove member bob@example.com in Search',
      'remove invite carol@example.com',
      'remove user bob@example.com',
      'archive service account deployer',
      'archive workspace Empty',
    ]);
    const refused = await apply(document, '--archive');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /nothing was changed: --force is missing/);
    const applied = await apply(document, '--archive', '--force');
    assert.equal(applied.code, 0, applied.stderr);
    assert.equal((await plan(document, '--archive')).code, 0);
    const { data } = await ask('GET', '/v1/organizations/workspaces');
    assert.deepEqual(
      data.map(({ id }) => id),
      [search],
    );
  });

  it('archives before it creates, so that a limit is no obstacle, and knows when it is one', async () => {
    const { ask, plan, apply } = await fresh({ workspaceLimit: 2 });
    await ask('POST', '/v1/organizations/workspaces', { name: 'a' });
    await ask('POST', '/v1/organizations/workspaces', { name: 'b' });
    const document = '{version: 1, organizations: [{name: A, workspaces: [{name: a}, {name: c}]}]}';
    const full = await plan(document);
    assert.equal(full.code, 1);
    assert.match(
      full.stderr,
      /line 1, organizations\[0\]\.workspaces: 1 more would exceed the limit of 2 active workspaces/,
    );
    assert.equal((await apply(document, '--archive', '--force')).code, 0);
    assert.equal((await plan(document, '--archive')).code, 0);
  });

  it('says in which line something can’t be had, and changes nothing', async () => {
    const { ask, apply, variables, write } = await fresh();
    await populate(ask);
    await ask('POST', '/v1/organizations/workspaces', { name: 'Twin' });
    await ask('POST', '/v1/organizations/workspaces', { name: 'Twin' });
    const document = `
version: 1
organizations:
  - name: A
    users:
      - {email: nobody@example.com}
    workspaces:
      - name: Search
        data_residency:
          workspace_geo: eu
      - name: New
        members:
          - {user: nobody@example.com, workspace_role: workspace_user}
      - id: wrkspc_unknown
        name: Unknown
      - name: Twin`;
    const { code, stderr } = await apply(document);
    assert.equal(code, 1);
    assert.deepEqual(
      stderr
        .trimEnd()
        .replace(/^error: .* has 5 faults:\n/, '')
        .split('\n')
        .map((line) => line.replace(/, [\w.[\]]+:/, ':')),
      [
        'line 6: nobody@example.com isn’t a user: add an invite, as only the person can join',
        'line 10: it is us, and never changes',
        'line 13: nobody@example.com isn’t a user',
        'line 14: no workspace has the ID wrkspc_unknown: remove the ID to create it',
        'line 16: several workspaces are called Twin: tell them apart by ids or refs',
      ],
    );
    const { data } = await ask('GET', '/v1/organizations/workspaces');
    assert.equal(data.length, 4);
    const unreadable = await run(['plan', '-f', write('version: 2')], variables);
    assert.deepEqual([unreadable.code, /^line 1, version: /m.test(unreadable.stderr)], [1, true]);
  });

  it('ends with 3 if the server can’t be reached, and with 1 for a usage error', async () => {
    const { write } = await fresh();
    const file = write(everything);
    const away = { WORKSPACED_URL: 'http://127.0.0.1:1', WORKSPACED_KEY: 'k' };
    for (const command of ['plan', 'apply']) {
      assert.equal((await run([command, '-f', file], away)).code, 3);
      assert.equal((await run([command, '-f', file])).code, 1);
      assert.equal((await run([command], away)).code, 1);
      assert.equal((await run([command, '--help'])).code, 0);
    }
  });

  it('asks, unless the server is a sandbox', async () => {
    const { server, variables, write } = await fresh();
    const recorder = await startRecorder(server.baseURL);
    const says = (sandbox: boolean) => {
      recorder.change = ({ url }, text) =>
        url === '/x/v1/organization' ? text.replace(/"sandbox":\w+/, `"sandbox":${sandbox}`) : text;
    };
    const args = ['apply', '-f', write('{version: 1, organizations: [{name: A, workspaces: [{name: a}]}]}')];
    const there = { ...variables, WORKSPACED_URL: recorder.url };
    says(false);
    const asked = await run(args, there);
    assert.deepEqual([asked.code, /there is no terminal: add --yes/.test(asked.stderr)], [1, true]);
    assert.ok(recorder.seen.every(({ method }) => method === 'GET'));
    says(true);
    assert.equal((await run(args, there)).code, 0);
  });

  it('names the organization and the host when it asks', async () => {
    const { variables, write, plan } = await fresh({ sandbox: false });
    const document = '{version: 1, organizations: [{name: A, workspaces: [{name: a}]}]}';
    const file = write(document);
    const answered = async (answer: string) => {
      const input = Object.assign(new PassThrough(), { isTTY: true });
      input.end(answer);
      let asked = '';
      const prompt = (question: string) => {
        asked += question;
      };
      const program = new Command().exitOverride();
      addPlan(program, { env: variables, input, print: () => {}, tell: () => {}, prompt });
      await program.parseAsync(['apply', '-f', file], { from: 'user' }).catch((error) => {
        assert.match(error.message, /^cancelled: nothing was changed/);
      });
      return asked;
    };
    const question = `Do this to My organization on ${new URL(variables.WORKSPACED_URL).host}? [y/N] `;
    assert.equal(await answered('n\n'), question);
    assert.equal((await plan(document)).code, 2);
    assert.equal(await answered('y\n'), question);
    assert.equal((await plan(document)).code, 0);
  });

  it('plan prints JSON, the requests with it', async () => {
    const { plan } = await fresh();
    const document =
      '{version: 1, organizations: [{name: A, workspaces: [{name: a, ref: r, api_keys: [{name: k}]}]}]}';
    const { steps, ...rest } = JSON.parse((await plan(document, '--json')).stdout);
    assert.deepEqual(rest, { notes: [], left: [] });
    assert.deepEqual(steps, [
      {
        verb: 'create',
        object: 'workspace',
        identity: 'r',
        changes: [
          { member: 'name', to: 'a' },
          { member: 'tags.workspaced_ref', to: 'r' },
        ],
        request: { operation: 'workspaces.create', body: { name: 'a', tags: { workspaced_ref: 'r' } } },
        makes: 'workspaces/0',
      },
      {
        verb: 'create',
        object: 'API key',
        identity: 'k in r',
        changes: [],
        request: {
          operation: 'api_keys.create',
          body: { name: 'k', scope: { type: 'workspace', workspace_id: { made: 'workspaces/0' } } },
        },
        makes: 'workspaces/0/api_keys/0',
      },
    ]);
  });

  it('stops at the first failure, tells what was done, and goes on without twins', async () => {
    const { server, ask, plan, variables, write } = await fresh();
    const recorder = await startRecorder(server.baseURL);
    const document = `{version: 1, organizations: [{name: A, workspaces: [${[...'abcd'].map((name) => `{name: ${name}}`)}]}]}`;
    const args = ['apply', '-f', write(document), '--yes'];
    const there = { ...variables, WORKSPACED_URL: recorder.url };
    let posts = 0;
    // The third create takes effect, but its answer is lost; and the list doesn’t show it yet.
    recorder.change = ({ method, url }, text) => {
      if (method === 'POST') {
        posts += 1;
        return posts === 3 ? '<html>' : text;
      }
      if (posts !== 3 || !url.includes('/workspaces?')) return text;
      const page = JSON.parse(text);
      return JSON.stringify({
        ...page,
        data: page.data.filter(({ name }: { name: string }) => name !== 'c'),
      });
    };
    const failed = await run(args, there);
    assert.equal(failed.code, 1);
    assert.match(
      failed.stderr,
      /create workspace c: .*\n2 of 4 steps were done\. Run apply again to go on\./,
    );
    const resumed = await run(args, there);
    assert.equal(resumed.code, 0, resumed.stderr);
    const { data } = await ask('GET', '/v1/organizations/workspaces');
    assert.deepEqual(
      data.map(({ name }) => name),
      ['d', 'c', 'b', 'a'],
    );
    assert.equal((await plan(document)).code, 0);
  });

  it('creates again what was archived since', async () => {
    const { ask, plan, apply } = await fresh();
    const document =
      '{version: 1, organizations: [{name: A, workspaces: [{name: a, api_keys: [{name: k}]}]}]}';
    for (const round of [1, 2, 3]) {
      assert.equal((await apply(document)).code, 0);
      assert.equal((await plan(document)).code, 0);
      const { data } = await ask('GET', '/v1/organizations/workspaces?include_archived=true');
      assert.equal(data.length, round);
      await ask('POST', `/v1/organizations/workspaces/${data[0]?.id}/archive`);
    }
  });

  it('names what only the hosted API’s console can do', async () => {
    const { server, variables, write } = await fresh();
    const recorder = await startRecorder(server.baseURL);
    recorder.instead = ({ url }) => (url.startsWith('/x/') ? { status: 404, body: 'Not found' } : undefined);
    const document =
      '{version: 1, organizations: [{name: A, workspaces: [{name: a, api_keys: [{name: k}]}]}]}';
    const args = ['apply', '-f', write(document), '--yes'];
    const there = { ...variables, WORKSPACED_URL: recorder.url };
    const applied = await run(args, there);
    assert.equal(applied.code, 0, applied.stderr);
    assert.match(
      applied.stdout,
      /^! API key k in a can’t be created by this API: create it in the console$/m,
    );
    assert.equal((await run(args, there)).code, 0);
  });
});
