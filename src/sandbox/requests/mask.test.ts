import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newAdminKey } from '../../api/admin-keys/key.ts';
import { newRawKey } from '../../api/api-keys/key.ts';
import { developmentKey } from '../../contract/development-key.ts';
import { newSecret } from '../../contract/secret.ts';
import type { Exchange } from './exchange.ts';
import { maskHeaders, maskJson } from './mask.ts';
import { entryOf, record } from './record.ts';

describe('headers', () => {
  const key = newAdminKey();
  const end = key.slice(-4);
  const cases: [header: string, value: string, shown: string][] = [
    ['x-api-key', key, `…${end}`],
    ['X-Api-Key', 'my-anthropic-api-key', '…-key'],
    ['x-api-key', 'short', '…'],
    ['x-api-key', '', '…'],
    ['authorization', `Bearer ${key}`, `Bearer …${end}`],
    ['authorization', key, `…${end}`],
    ['authorization', `Bearer ${key}, Bearer ${newAdminKey()}wxyz`, 'Bearer …wxyz'],
    ['cookie', `workspaced_session=${newSecret()}abcd`, '…abcd'],
    ['user-agent', `client/${key}`, `client/…${end}`],
    ['user-agent', 'client/1.0', 'client/1.0'],
  ];
  for (const [name, value, shown] of cases) {
    it(`${name}: ${shown}`, () =>
      assert.deepEqual(maskHeaders({ [name]: value }), { [name.toLowerCase()]: shown }));
  }
});

describe('bodies', () => {
  it('show hints and the client’s own names as they are', () => {
    const same = [
      ['{"partial_key_hint":"sk-ant-api03-R2D...igAA","hint":"k3Qw"}', 'api_keys.get'],
      [
        '{"name":"A","tags":{"token":"a long enough value","raw_key":"another long value"}}',
        'workspaces.create',
      ],
      ['{"api_key_sha256":"0123456789abcdef"}', 'api_keys.introspect'],
    ] as const;
    for (const [text, operation] of same) assert.equal(maskJson(text, operation), text);
  });

  it('stay JSON', () => {
    const text =
      '{"token": "with \\"quotes\\" and \\\\ at the end\\\\", "name": "A", "raw_key":"0123456789abcdef"}';
    assert.deepEqual(JSON.parse(maskJson(text, 'invites.redeem')), {
      token: '…',
      name: 'A',
      raw_key: '…cdef',
    });
  });
});

describe('no entry has a key', () => {
  const literal = 'my-own-key-of-a-seed';
  const secret = {
    admin: newAdminKey(),
    api: newRawKey(),
    development: developmentKey,
    token: newSecret(),
    literal,
  };
  const escaped = `\\u0073${secret.admin.slice(1)}`;
  const places: Record<string, Partial<Exchange>> = {
    'x-api-key': { headers: { 'x-api-key': secret.admin } },
    authorization: { headers: { authorization: `Bearer ${secret.literal}` } },
    'another header': {
      headers: { 'x-key': secret.development, 'x-keys': [secret.api, secret.api] as never },
    },
    'the URL': { url: `/v1/organizations/api_keys/${secret.api}?key=${secret.admin}` },
    'a name': { body: `{"name":"${secret.admin}"}`, answer: `{"name":"${secret.admin}"}` },
    'a tag': { operation: 'workspaces.create', body: `{"tags":{"${secret.api}":"${secret.admin}"}}` },
    'a new key': { operation: 'api_keys.create', answer: `{"id":"apikey_1","raw_key":"${secret.api}"}` },
    'a new key that looks like none': {
      operation: 'admin_keys.create',
      answer: `{ "raw_key" : "${literal}" }`,
    },
    'an introspection': { operation: 'api_keys.introspect', body: Buffer.from(`{"api_key":"${literal}"}`) },
    'a token': { operation: 'invites.redeem', body: `{"token":"${secret.token}","token":"${secret.token}"}` },
    'a link': {
      operation: 'invites.link',
      answer: `{"url":"https://a.example/console/invite#${secret.token}"}`,
    },
    'a token behind escapes': { operation: 'invites.redeem', body: `{"to\\u006ben":"${secret.token}"}` },
    'a key behind escapes': { body: `{"name":"${escaped}"}` },
    'what isn’t JSON': { body: `{"name":"${secret.admin}`, answer: `<p>${secret.api}</p>` },
    'a long text': { body: `"${'x'.repeat(66_000)} ${secret.admin}${'x'.repeat(490)}"` },
    'no operation': { operation: null, body: `{"token":"${secret.token}"}` },
  };
  for (const [place, fields] of Object.entries(places)) {
    it(place, () => {
      const [url, id, at] = ['/v1', 'req_1', '2026-11-01T12:00:00.000000Z'];
      const plain = {
        id,
        at,
        url,
        method: 'POST',
        operation: 'users.update',
        headers: {},
        body: '',
        answer: '',
      };
      const rest = { status: 200, retry_after: null, error_type: null, ms: 1, fault_id: null, hint: null };
      const sent: Exchange = { ...plain, ...rest, ...fields };
      const raw = JSON.stringify([sent, String(sent.body)]).replaceAll(/\\+u00(..)/g, (_, code) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      );
      assert.ok(
        Object.values(secret).some((each) => raw.includes(each.slice(-20))),
        'there is a key to hide',
      );
      const recorded = JSON.stringify([record(sent, true), entryOf(record(sent, true))]);
      for (const each of Object.values(secret)) {
        assert.ok(!recorded.includes(each), recorded);
        assert.ok(!recorded.includes(each.slice(-8)), recorded);
      }
    });
  }
});
