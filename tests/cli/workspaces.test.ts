import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import type { Workspace } from '../../src/api/workspaces/contract.ts';
import { startServer } from '../../src/server.ts';
import { fails, json, print, run, start } from './program.ts';
import { listen } from './web.ts';

interface Page {
  data: Workspace[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

const server = await startServer({ sandbox: false, workspaceLimit: 5000 });
after(() => server.close());
const client = { ANTHROPIC_BASE_URL: `${server.baseURL}/`, ANTHROPIC_API_KEY: server.adminKey };
const w = (...args: string[]) => ['workspaces', ...args];

/** The same server without the program. */
async function call<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${server.baseURL}/v1/organizations/workspaces${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-api-key': server.adminKey },
    body: body === undefined ? null : JSON.stringify(body),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()) as T;
}
const create = (body: object) => call<Workspace>('', body);
const get = (id: string) => call<Workspace>(`/${id}`);

describe('the operations as commands', { concurrency: 4 }, () => {
  it('create sends every member, nested ones by their own names', async () => {
    const residency = ['--workspace-geo', 'us', '--allowed-inference-geos', 'us,global'];
    const tags = ['--tags', 'env=prod', '--tags', 'note=a=b', '--tags', 'empty='];
    const options = ['--display-color', '#123456', '--default-inference-geo', 'us', ...residency, ...tags];
    const made = await json<Workspace>(w('create', '--name', 'All of it', ...options), client);
    assert.deepEqual(made, await get(made.id));
    assert.equal(made.name, 'All of it');
    assert.equal(made.display_color, '#123456');
    assert.deepEqual(made.tags, { env: 'prod', note: 'a=b', empty: '' });
    assert.deepEqual(made.data_residency, {
      workspace_geo: 'us',
      allowed_inference_geos: ['us', 'global'],
      default_inference_geo: 'us',
    });
  });

  it('get shows a line for each member, --json what the server says', async () => {
    const made = await create({ name: 'Shown', tags: { env: 'prod' } });
    const text = await print(w('get', made.id), client);
    for (const line of [/^name +Shown$/m, /^archived_at +-$/m, /^tags\.env +prod$/m])
      assert.match(text, line);
    assert.match(text, /^data_residency\.default_inference_geo +global$/m);
    assert.equal(await print(w('get', made.id, '--json'), client), JSON.stringify(made));
  });

  it('update sets, empties and removes tags and leaves the rest', async () => {
    const made = await create({ name: 'Before', tags: { keep: '1', empty: '2', gone: '3' } });
    const geos = ['--allowed-inference-geos', 'unrestricted'];
    const changes = ['--name', 'After', '--tags', 'empty=', '--tags', 'gone', '--tags', 'new=x', ...geos];
    const changed = await json<Workspace>(w('update', made.id, ...changes), client);
    assert.deepEqual(changed, { ...made, name: 'After', tags: { keep: '1', empty: '', new: 'x' } });
    assert.deepEqual(await get(made.id), changed);
  });

  it('search finds a tag with a comma', async () => {
    const { id } = await create({ name: 'Comma', tags: { list: 'a,b' } });
    await create({ name: 'None', tags: { list: 'a', b: '' } });
    const found = await json<Page>(w('search', '--tag', 'list=a,b'), client);
    assert.deepEqual(
      found.data.map((each) => each.id),
      [id],
    );
  });

  it('archive asks first: without a terminal it needs --yes', async () => {
    const { id } = await create({ name: 'Kept' });
    await fails(2, /there is no terminal: add --yes/, w('archive', id), client);
    assert.equal((await get(id)).archived_at, null);
    assert.match(await print(w('archive', id, '--yes'), client), /^archived_at +\d{4}-/m);
    assert.notEqual((await get(id)).archived_at, null);
  });
});

describe('list', { concurrency: 4 }, async () => {
  const other = await startServer({ sandbox: false, workspaceLimit: 5000 });
  after(() => other.close());
  const env = {
    ANTHROPIC_BASE_URL: other.baseURL,
    ANTHROPIC_ADMIN_KEY: other.adminKey,
    ANTHROPIC_API_KEY: 'x',
  };
  const names = Array.from({ length: 1005 }, (_, number) => `Number ${number} 日本 🎉`);
  const made = names.map(async (name, number) => {
    const answer = await fetch(`${other.baseURL}/v1/organizations/workspaces`, {
      method: 'POST',
      headers: { 'x-api-key': other.adminKey },
      body: JSON.stringify({ name, tags: { n: String(number) } }),
    });
    return ((await answer.json()) as Workspace).id;
  });
  const ids = (await Promise.all(made)).toSorted().reverse();

  it('shows a page as an aligned table, and how to get the next', async () => {
    const { stdout, stderr, code } = await run(w('list', '--limit', '3'), env);
    assert.equal(code, 0);
    const [head = '', ...rows] = stdout.trimEnd().split('\n');
    assert.match(head, /^ID {30,}NAME +CREATED +STATUS +GEOS +TAGS$/);
    assert.deepEqual(
      rows.map((row) => row.split(' ')[0]),
      ids.slice(0, 3),
    );
    for (const row of rows) assert.match(row, /Number \d+ 日本 🎉 {2}\S+Z {2}active {2}us\/global {2}n=\d+$/);
    assert.equal(stderr, `More results: add --after-id ${ids[2]}, or get all with --all.\n`);
    const back = await run(w('list', '--limit', '2', '--before-id', ids[9] ?? ''), env);
    assert.match(back.stderr, new RegExp(`^More results: add --before-id ${ids[7]},`));
  });

  it('--json is the page of the server, with its options', async () => {
    const page = await json<Page>(w('list', '--limit', '2', '--after-id', ids[4] ?? ''), env);
    assert.deepEqual(
      [page.data.map(({ id }) => id), page.has_more, page.first_id, page.last_id],
      [ids.slice(5, 7), true, ids[5], ids[6]],
    );
    const some = await json<Page>(w('list', '--ids', `${ids[3]},${ids[1]}`), env);
    assert.deepEqual(
      some.data.map(({ id }) => id),
      [ids[1], ids[3]],
    );
    const withDefault = await json<Page>(
      w('list', '--include-default', '--limit', '1', '--after-id', ids.at(-1) ?? ''),
      env,
    );
    assert.equal(withDefault.data[0]?.name, 'Default');
  });

  it('a list may be repeated, with commas or without', async () => {
    const [a = '', b = '', c = ''] = ids;
    const some = await json<Page>(w('list', '--ids', c, '--ids', `${a},${b}`), env);
    assert.deepEqual(
      some.data.map(({ id }) => id),
      [a, b, c],
    );
    const none = await json<Page>(w('search', '--tag', 'n=1', '--tag', 'n=2'), env);
    assert.deepEqual(none.data, []);
  });

  it('--all gets all pages', async () => {
    const page = await json<Page>(w('list', '--all'), env);
    assert.deepEqual(
      page.data.map(({ id }) => id),
      ids,
    );
    assert.deepEqual([page.has_more, page.first_id, page.last_id], [false, ids[0], ids.at(-1)]);
    const { stdout, stderr } = await run(w('list', '--all'), env);
    assert.equal(stdout.trimEnd().split('\n').length, 1 + ids.length);
    assert.equal(stderr, '');
  });

  it('a reader that closes the pipe isn’t an error', async () => {
    const child = start(w('list', '--all', '--json'), env);
    child.stdout.once('data', () => child.stdout.destroy());
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'close');
    assert.deepEqual([code, said], [0, '']);
  });

  it('--all can’t be combined with --limit', async () => {
    await fails(2, /'--all' cannot be used with option '--limit/, w('list', '--all', '--limit', '5'), env);
  });

  it('says if there are none', async () => {
    const { code, stdout, stderr } = await run(w('list', '--after-id', ids.at(-1) ?? ''), env);
    assert.deepEqual([code, stdout, stderr], [0, '', 'No workspaces found.\n']);
  });
});

describe('what can go wrong', { concurrency: 4 }, () => {
  it('server errors are shown with their type and request ID, exit code 1', async () => {
    const request = /req_01\w{22}\)$/m;
    const refused = await run(w('create', '--name', 'x'.repeat(41)), client);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /^error: name: String should have at most 40 characters \(invalid_request_error, req_/,
    );
    assert.match(refused.stderr, request);
    await fails(1, /^error: Workspace not found\. \(not_found_error, req_/, w('get', 'wrkspc_none'), client);
    const stranger = { ...client, ANTHROPIC_ADMIN_KEY: 'sk-ant-admin01-unknown' };
    await fails(
      1,
      /^error: API key is invalid\. The key came from ANTHROPIC_ADMIN_KEY\. \(authentication_error, req_/,
      w('list'),
      stranger,
    );
  });

  it('no server, or a different one', async () => {
    const { url, close } = await listen(
      createServer((request, response) => {
        if (request.url?.startsWith('/moved'))
          response.writeHead(302, { location: client.ANTHROPIC_BASE_URL });
        response.end('<p>Hello');
      }),
    );
    const at = (base: string) => ({ ...client, ANTHROPIC_BASE_URL: base });
    const another = new RegExp(`${url} does not answer like this API \\(status 200\\): check the URL`);
    await fails(1, another, w('list'), at(url));
    await fails(1, /can’t reach .*: unexpected redirect/, w('list'), at(`${url}/moved`));
    await close();
    await fails(1, new RegExp(`can’t reach ${url}: .*ECONNREFUSED`), w('list'), at(url));
  });

  it('usage errors are reported before anything is sent, with exit code 2', async () => {
    const { ANTHROPIC_BASE_URL } = client;
    await Promise.all([
      fails(2, /there is no key: set WORKSPACED_KEY or ANTHROPIC_API_KEY, or use --key-file/, w('list'), {
        ANTHROPIC_BASE_URL,
      }),
      fails(2, /ANTHROPIC_BASE_URL should be a URL/, w('list'), {
        ...client,
        ANTHROPIC_BASE_URL: 'localhost',
      }),
      fails(2, /ANTHROPIC_API_KEY should hold one key/, w('list'), { ...client, ANTHROPIC_API_KEY: 'a\nb' }),
      fails(2, /required option '--name <text>'/, w('create'), client),
      fails(2, /--tags.*should be key=value/, w('create', '--name', 'x', '--tags', 'env'), client),
      fails(2, /--limit.*should be a whole number/, w('list', '--limit', 'many'), client),
      fails(2, /workspace_id.*should be an ID/, w('archive', '..', '--yes'), client),
    ]);
  });

  it('nothing is retried', async () => {
    let requests = 0;
    const { url } = await listen(
      createServer((_request, response) => {
        requests += 1;
        response
          .writeHead(503)
          .end('{"error":{"type":"overloaded_error","message":"Busy."},"request_id":"req_1"}');
      }),
    );
    const env = { ...client, ANTHROPIC_BASE_URL: url };
    await fails(1, /^error: Busy\. \(overloaded_error, req_1\)/, w('create', '--name', 'x'), env);
    assert.equal(requests, 1);
  });

  it('a name can’t send control characters to the terminal', async () => {
    const { id } = await create({ name: '\u001b[31mred\u202e' });
    const text = await print(w('get', id), client);
    assert.match(text, /^name +\\u001b\[31mred\\u202e$/m);
    assert.ok(!text.includes('\u001b'));
  });
});

describe('the examples in help', { concurrency: 4 }, () => {
  for (const verb of ['create', 'list', 'update', 'archive']) {
    it(`of ${verb} work`, async () => {
      const help = await print(w(verb, '--help'));
      const { id } = await create({ name: 'Of the examples', tags: { team: 'x' } });
      const examples = [...help.matchAll(/^ {2}workspaced workspaces (.*)$/gm)].map(([, line = '']) => line);
      assert.notEqual(examples.length, 0);
      for (const example of examples) await print(w(...example.replace('wrkspc_…', id).split(' ')), client);
    });
  }
});
