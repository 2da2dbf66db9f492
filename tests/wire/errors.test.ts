import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exchange } from '../raw-client.ts';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { request } from './http.ts';
import { invalid, notFound, refused, requestIdOf, workspaceOf } from './shapes.ts';
import { show } from './table.ts';

const caller = await organization();
const { id } = await caller.create();
const item = `${workspaces}/${id}`;

describe('400: a body that is not JSON', () => {
  const bodies: [body: string | Uint8Array, type: string][] = [
    ['', 'application/json'],
    [' ', 'application/json'],
    ['{', 'application/json'],
    ['hello', 'application/json'],
    ["{'name':'x'}", 'application/json'],
    ['{"name":"x"', 'application/json'],
    ['{"name":"x",}', 'application/json'],
    ['{"name":"x"}{"name":"y"}', 'application/json'],
    ['{"name":NaN}', 'application/json'],
    ['{"name":"a\nb"}', 'application/json'],
    ['['.repeat(200_000), 'application/json'],
    [`${'['.repeat(200_000)}"\\u0041"${']'.repeat(200_000)}`, 'application/json'],
    [Buffer.from('{"name":"\xff\xfe"}', 'latin1'), 'application/json'],
    ['hello', 'text/plain'],
    ['name=x', 'application/x-www-form-urlencoded'],
    ['<name>x</name>', 'application/xml'],
    ['--b\r\n\r\nx\r\n--b--', 'multipart/form-data; boundary=b'],
    ['hello', 'no/such; type="'],
    [Buffer.from([0, 1, 2, 255]), 'application/octet-stream'],
  ];
  for (const [body, type] of bodies) {
    it(`${show(body.toString())} as ${type}`, async () => {
      invalid(await caller.post(workspaces, body, { 'content-type': type }));
      invalid(await caller.post(item, body, { 'content-type': type }));
    });
  }

  it('JSON is accepted, whatever the header', async () => {
    for (const type of ['', 'json', 'garbage', ';;;', 'application/json, application/json', 'text/html']) {
      await caller.create({ name: 'x' }, { 'content-type': type });
      workspaceOf(await caller.post(`${item}`, {}, { 'content-type': type }));
    }
  });

  it('no body', async () => {
    invalid(await caller.post(workspaces));
    invalid(await caller.post(item));
  });

  it('no body, and no length, but a type', async () => {
    const headers = `host: a\r\nx-api-key: ${caller.key}\r\ncontent-type: application/json\r\nconnection: close`;
    for (const path of [workspaces, item]) {
      const answer = await exchange(caller.url, `POST ${path} HTTP/1.1\r\n${headers}\r\n\r\n`);
      assert.match(answer, /^HTTP\/1.1 400 /);
      assert.match(answer, /"The request body is not valid JSON\."/);
    }
  });
});

describe('404: an unknown route', () => {
  const routes = [
    '/v1',
    '/v1/zzz',
    '/v1/organizations/zzz',
    `${item}/zzz`,
    `${item}/archive/zzz`,
    '/V1/organizations',
    `${workspaces}/`,
    `${workspaces}//`,
    `${item}/`,
    `${item}//archive`,
    `${item}/archive/`,
    `${workspaces}//archive`,
    `/${item}`,
    `/v1//organizations/workspaces/${id}`,
    `${workspaces}/?limit=1`,
  ];
  for (const route of routes) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      it(`${method} ${route.replace(id, '{id}')}`, async () => {
        notFound(await caller.send(method, route), 'Not found');
      });
    }
  }

  it('for everyone, whatever they send', async () => {
    const options = { headers: { 'content-type': 'garbage' }, body: ' '.repeat(2_000_000) };
    notFound(await request(caller.url, 'POST', '/v1/zzz', options), 'Not found');
    notFound(await request(caller.url, 'PROPFIND', '/v1/zzz'), 'Not found');
    notFound(await request(caller.url, 'QUERY', '/v1/zzz'), 'Not found');
  });
});

describe('404: what the vendor’s API has and this server doesn’t says so', () => {
  for (const [route, name] of [
    [`${item}/rate_limits`, 'rate limits'],
    ['/v1/organizations/usage_report/messages', 'usage and cost reports'],
    ['/v1/messages', 'models: it manages workspaces and calls no model'],
  ] as const) {
    it(route.replace(id, '{id}'), async () => {
      const sentence = `Not found: this server doesn’t offer ${name}.`;
      for (const method of ['GET', 'POST', 'DELETE']) notFound(await caller.send(method, route), sentence);
    });
  }

  it('a path with only the same beginning is unknown', async () => {
    notFound(await caller.get('/v1/organizations/invitesx'), 'Not found');
    notFound(await caller.get('/v1/compliance/activities/'), 'Not found');
  });
});

describe('405: a known path, a wrong verb', () => {
  const verbs: [path: string, allowed: string[], refused: string[]][] = [
    [workspaces, ['GET', 'POST'], ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']],
    [item, ['GET', 'POST'], ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']],
    [`${item}/archive`, ['POST'], ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY']],
    ['/healthz', ['GET'], ['POST', 'DELETE']],
  ];
  for (const [path, allowed, wrong] of verbs) {
    for (const method of wrong) {
      it(`${method} ${path.replace(id, '{id}')}`, async () => {
        const answer = await caller.send(method, path);
        refused(answer, 405, 'invalid_request_error');
        const named = answer.headers.allow?.split(/, */).filter((verb) => verb !== 'HEAD');
        assert.deepEqual(named?.toSorted(), allowed);
      });
    }
  }

  it('changes nothing', async () => assert.equal((await caller.retrieve(id)).archived_at, null));
});

describe('413: a body over 1 MiB', () => {
  const bodyOf = (bytes: number) => '{"name":"x"}'.padEnd(bytes);

  it('1,048,576 bytes are accepted', async () => {
    const made = workspaceOf(await caller.post(workspaces, bodyOf(1_048_576)));
    await caller.archive(made.id);
  });

  it('1,048,577 bytes are too many', async () => {
    refused(await caller.post(workspaces, bodyOf(1_048_577)), 413, 'request_too_large');
    refused(await caller.post(item, bodyOf(1_048_577)), 413, 'request_too_large');
  });

  it('also without a content-length', async () => {
    const chunked = { 'transfer-encoding': 'chunked' };
    refused(await caller.post(workspaces, bodyOf(1_048_577), chunked), 413, 'request_too_large');
  });
});

describe('request-id', () => {
  it('is different on every response, whatever its status', async () => {
    const answers = await Promise.all([
      caller.get(workspaces),
      caller.get(workspaces),
      caller.get(item),
      caller.get(`${workspaces}/x`),
      caller.get('/v1/zzz'),
      caller.send('DELETE', item),
      caller.post(workspaces, '{'),
      caller.post(workspaces, ' '.repeat(2_000_000)),
      request(caller.url, 'GET', workspaces),
      request(caller.url, 'GET', '/healthz'),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 404, 404, 405, 400, 413, 401, 200],
    );
    assert.equal(new Set(answers.map(requestIdOf)).size, answers.length);
  });

  it('is the server’s own, whatever the request sends', async () => {
    const answer = await caller.get(item, { 'request-id': 'req_mine', 'x-request-id': 'req_mine' });
    assert.notEqual(requestIdOf(answer), 'req_mine');
  });
});

describe('strings that no client should send', () => {
  const broken = 'String should not contain U+0000 or a lone surrogate';
  const cases: [body: string, message: string][] = [
    ['{"name":"\\ud800","display_color":"\\ud801"}', `name: ${broken}`],
    ['{"zzz":"\\ud800"}', 'name: Field required'],
    ['{"zzz":"\\ud800","name":"a"}', 'zzz: Extra inputs are not permitted'],
    ['{"name":"a","\\u0000":1}', '\uFFFD: Extra inputs are not permitted'],
    [`{"tags":{"k":"\\udc00"},"name":"${'a'.repeat(41)}"}`, 'name: String should have at most 40 characters'],
    ['{"tags":{"k":"\\udc00"},"name":"a"}', `tags.k: ${broken}`],
    ['{"tags":{"k\\udc00":"v"},"name":"a"}', `tags.k\uFFFD: ${broken}`],
  ];
  for (const [body, message] of cases) {
    it(`400: ${show(body)} → ${message}`, async () => invalid(await caller.post(workspaces, body), message));
  }

  it('400 with a short message, however deep they are and however long their name is', async () => {
    const deep = `{"name":"a","q":${'['.repeat(500_000)}"\\u0000"${']'.repeat(500_000)}}`;
    invalid(await caller.post(workspaces, deep), 'q: Extra inputs are not permitted');
    const long = await caller.post(workspaces, `{"name":"a","${'n'.repeat(1_000_000)}":1}`);
    invalid(long);
    assert.ok(long.text.length < 1000);
  });
});

describe('the order of faults', () => {
  const nobody = { 'x-api-key': 'sk-ant-admin01-nobody' };
  it('authentication comes before validation', async () => {
    refused(await caller.post(workspaces, '{', nobody), 401, 'authentication_error');
    refused(await caller.post(workspaces, { name: '' }, nobody), 401, 'authentication_error');
    refused(await caller.get(`${workspaces}?limit=0`, nobody), 401, 'authentication_error');
    refused(await caller.get(`${workspaces}/x`, nobody), 401, 'authentication_error');
  });
});

describe('a body with a content-encoding', () => {
  const unsupported = 'request_body_encoding_unsupported';
  for (const encoding of ['gzip', 'br', 'GZIP', 'identity, gzip', 'zzz', '']) {
    it(`400: "${encoding}"`, async () => {
      const headers = { 'content-encoding': encoding };
      invalid(await caller.post(workspaces, { name: 'x' }, headers), undefined, unsupported);
      invalid(await caller.post(item, {}, headers), undefined, unsupported);
    });
  }

  it('identity is accepted', async () => {
    for (const encoding of ['identity', 'Identity']) {
      await caller.create({ name: 'x' }, { 'content-encoding': encoding });
    }
  });

  it('is ignored if there is no body', async () => {
    const made = await caller.create();
    workspaceOf(
      await caller.post(`${workspaces}/${made.id}/archive`, undefined, { 'content-encoding': 'gzip' }),
    );
    workspaceOf(await caller.get(item, { 'content-encoding': 'gzip' }));
  });
});

describe('inference_data_privacy', () => {
  const sentence = 'inference_data_privacy: not available to admin keys';
  for (const value of [null, 'strict', {}, true]) {
    it(`400: ${show(value)}`, async () => {
      invalid(await caller.post(workspaces, { name: 'x', inference_data_privacy: value }), sentence);
      invalid(await caller.post(item, { inference_data_privacy: value }), sentence);
    });
  }

  it('comes after the fields before it, before unknown ones', async () => {
    const both = { zzz: 1, inference_data_privacy: 'x' };
    invalid(
      await caller.post(workspaces, { ...both, name: '' }),
      'name: String should have at least 1 character',
    );
    invalid(await caller.post(workspaces, { ...both, name: 'x' }), sentence);
  });
});
