import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError } from '../../contract/errors.ts';
import { newId } from '../../contract/id.ts';
import { firstFault } from '../../http/fault.ts';
import type { Entry } from '../requests/entry.ts';
import type { Exchange } from '../requests/exchange.ts';
import type { Finding } from '../requests/lint.ts';
import { type LogMode, RequestLog } from '../requests/log.ts';
import { requestControls } from './requests.ts';

const operations = ['workspaces.create', 'workspaces.list', 'users.get'];
let count = 0;

const caller = {
  params: { organization_id: 'org' },
  baseURL: '',
  organizationId: undefined,
  signIn: () => {},
};

/** A log of these creates, and a function that calls its controls. */
function logged(bodies: readonly object[], mode: LogMode = 'full') {
  const log = new RequestLog(mode);
  const ids = bodies.map((body) => {
    count += 1;
    const id = newId('req', count * 1000);
    const [at, method, url] = [
      `2026-11-01T12:00:0${count % 10}.000000Z`,
      'POST',
      '/v1/organizations/workspaces',
    ];
    const sent = {
      id,
      at,
      operation: 'workspaces.create',
      method,
      url,
      headers: { 'x-api-key': 'my-anthropic-api-key', 'x-team': 'search' },
    };
    const rest: Pick<Exchange, 'status' | 'retry_after' | 'error_type' | 'ms' | 'fault_id' | 'hint'> = {
      status: 200,
      retry_after: null,
      error_type: null,
      ms: 1,
      fault_id: null,
      hint: null,
    };
    log.add('org', { ...sent, ...rest, body: JSON.stringify(body), answer: '{}' });
    return id;
  });
  const controls = new Map(requestControls(log, operations).map((control) => [control.id, control]));
  const call = (verb: string, query: object = {}, body: object = {}) => {
    const control = controls.get(`sandbox.requests.${verb}`);
    for (const [schema, value] of [
      [control?.query, query],
      [control?.body, body],
    ] as const) {
      if (schema !== undefined) assert.equal(firstFault(schema, value), undefined);
    }
    return control?.run({ ...caller, query, body }) as {
      data: Entry[];
      count: number;
      deleted: number;
    };
  };
  return { log, ids, call, controls };
}

const refused = (message: RegExp) => (error: unknown) =>
  error instanceof ApiError && error.status === 400 && message.test(error.message);

describe('the controls of the request log', () => {
  it('list, count and clear', () => {
    const { call, ids } = logged([{ name: 'A' }, { name: 'B' }]);
    assert.deepEqual(
      call('list').data.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(
      call('list', { since: ids[0] }).data.map(({ body }) => body),
      [{ name: 'B' }],
    );
    assert.deepEqual(call('count', { operation: 'workspaces.*', status: '2xx' }), { count: 2 });
    assert.deepEqual(call('count', { since: '2026-11-01T13:00:00+01:00' }), { count: 2 });
    assert.deepEqual(call('count', { since: '2027-01-01T00:00:00Z' }), { count: 0 });
    assert.deepEqual(call('count', { since: call('list').data[1]?.at }), { count: 1 });
    assert.deepEqual(
      call('lint').data.map((each) => (each as unknown as Finding).rule),
      ['deprecated-version'],
    );
    assert.deepEqual([call('clear'), call('list')], [{ deleted: 2 }, { data: [] }]);
  });

  it('stream', async () => {
    const { log, controls } = logged([{ name: 'A' }]);
    const { run } = controls.get('sandbox.requests.stream') ?? assert.fail();
    const stream = run({ ...caller, query: {}, body: undefined }) as AsyncIterable<Entry>;
    const next = stream[Symbol.asyncIterator]().next();
    const [entry] = log.list('org');
    log.add('org', { ...(entry as Entry), body: '{"name":"B"}', answer: '' });
    assert.deepEqual((await next).value.body, { name: 'B' });
  });

  it('refuse what can match nothing, and a log that isn’t kept', () => {
    const { call } = logged([]);
    for (const operation of ['workspace.create', 'workspaces', 'work*', 'spaces.*', '']) {
      assert.throws(() => call('count', { operation }), refused(/^operation: there is no operation/));
      assert.throws(
        () => call('verify', {}, { operation, times: 0 }),
        refused(/^operation: there is no operation/),
      );
    }
    for (const since of ['yesterday', 'req_1', ''])
      assert.throws(() => call('list', { since }), refused(/^since: /));
    assert.throws(() => logged([], 'off').call('count'), refused(/--request-log full/));
    const lean = logged([{ name: 'A' }], 'lean').call;
    assert.throws(
      () => lean('verify', {}, { operation: '*', body: {} }),
      refused(/^body: .*--request-log full/),
    );
    assert.deepEqual(lean('verify', {}, { operation: '*' }), { count: 1 });
  });

  it('check the status', () => {
    const { controls } = logged([]);
    const schema = controls.get('sandbox.requests.list')?.query ?? assert.fail();
    for (const status of ['4x', '600', '4000', 'xx']) {
      assert.match(firstFault(schema, { status })?.sentence ?? '', /such as 429 or 4xx/);
    }
  });
});

describe('verify', () => {
  const bodies = [
    { name: 'A', tags: { team: 'search', cost: null }, geos: ['us', 'eu'] },
    { name: 'B', tags: {} },
    { name: 'B', list: [{ id: 1, more: true }] },
  ];
  const right: [what: object, count: number][] = [
    [{ operation: 'workspaces.create' }, 3],
    [{ operation: 'workspaces.*', times: 3 }, 3],
    [{ operation: 'workspaces.list', times: 0 }, 0],
    [{ operation: '*', body: { name: 'B' }, times: 2 }, 2],
    [{ operation: '*', body: { tags: { team: 'search' } } }, 1],
    [{ operation: '*', body: { tags: { cost: null } } }, 1],
    [{ operation: '*', body: { geos: ['us', 'eu'] } }, 1],
    [{ operation: '*', body: { list: [{ id: 1 }] } }, 1],
    [{ operation: '*', body: {} }, 3],
    [{ operation: '*', headers: { 'X-Team': 'search' } }, 3],
    [{ operation: '*', headers: { 'x-api-key': 'my-anthropic-api-key' } }, 3],
  ];
  for (const [expected, count] of right) {
    it(`finds ${JSON.stringify(expected)}`, () =>
      assert.deepEqual(logged(bodies).call('verify', {}, expected), { count }));
  }

  const wrong: [what: object, found: number, differs: string[][], says: RegExp][] = [
    [
      { operation: 'workspaces.create', body: { name: 'C' } },
      0,
      [
        ['body.name: expected "C", was "A"'],
        ['body.name: expected "C", was "B"'],
        ['body.name: expected "C", was "B"'],
      ],
      /^Expected workspaces.create with this body at least once, found it 0 times among 3 requests\. The nearest is req_\w+: body.name: expected "C", was "A"\.$/,
    ],
    [
      { operation: 'workspaces.create', body: { name: 'B', tags: { team: 'search' } } },
      0,
      [
        ['body.name: expected "B", was "A"'],
        ['body.tags.team: expected "search", not sent'],
        ['body.tags: expected {"team":"search"}, not sent'],
      ],
      /found it 0 times/,
    ],
    [
      { operation: '*', body: { geos: ['us'] } },
      0,
      [
        ['body.geos: expected ["us"], was ["us","eu"]'],
        ['body.geos: expected ["us"], not sent'],
        ['body.geos: expected ["us"], not sent'],
      ],
      /a request with this body/,
    ],
    [
      { operation: '*', body: { geos: ['eu', 'us'] }, times: 1 },
      0,
      [['body.geos.0: expected "eu", was "us"', 'body.geos.1: expected "us", was "eu"']],
      /once, found it 0 times/,
    ],
    [
      { operation: 'workspaces.create', times: 2 },
      3,
      [[], [], []],
      /^Expected workspaces.create 2 times, found it 3 times among 3 requests\.$/,
    ],
    [{ operation: 'workspaces.create', times: 0, body: { name: 'A' } }, 1, [[]], /0 times, found it once/],
    [
      { operation: 'workspaces.create', times: 2, body: { name: 'A' } },
      1,
      [['body.name: expected "A", was "B"'], ['body.name: expected "A", was "B"']],
      /2 times, found it once/,
    ],
    [
      { operation: 'users.get' },
      0,
      [['operation: expected users.get, was workspaces.create']],
      /at least once/,
    ],
    [
      { operation: '*', headers: { 'X-Team': 'sear' } },
      0,
      [['headers.x-team: expected "sear", was "search"']],
      /with these headers/,
    ],
    [{ operation: '*', body: { toString: 1 } }, 0, [['body.toString: expected 1, not sent']], /this body/],
  ];
  for (const [expected, found, differs, says] of wrong) {
    it(`misses ${JSON.stringify(expected)}`, () => {
      const { call } = logged(bodies);
      assert.throws(
        () => call('verify', {}, expected),
        (error: ApiError) => {
          assert.deepEqual([error.status, error.type], [409, 'conflict_error']);
          assert.match(error.message, says);
          const details = error.details as {
            expected: object;
            found: number;
            nearest: { id: string; differs: string[] }[];
          };
          assert.equal(details.found, found);
          const seen = details.nearest.map((each) => each.differs).toSorted((a, b) => a.length - b.length);
          for (const each of differs)
            assert.ok(
              seen.some((one) => JSON.stringify(one) === JSON.stringify(each)),
              JSON.stringify(seen),
            );
          assert.ok(seen.length >= differs.length && seen.length <= 3);
          return true;
        },
      );
    });
  }

  it('compares what is shown of secrets', () => {
    const key = `sk-ant-api03-${'x'.repeat(43)}`;
    const { call } = logged([{ api_key: key, tags: { token: 'a long enough value' } }]);
    for (const body of [{ api_key: key }, { tags: { token: 'a long enough value' } }]) {
      assert.deepEqual(call('verify', {}, { operation: '*', body }), { count: 1 });
    }
    assert.throws(
      () => call('verify', {}, { operation: '*', body: { api_key: `${key}y` } }),
      (error: ApiError) => !JSON.stringify([error.message, error.details]).includes(key),
    );
  });

  it('names the nearest three first, and no key', () => {
    const { call, ids } = logged([{ a: 1 }, { a: 1, b: 2, c: 3 }, { a: 1, b: 2 }, {}]);
    const key = 'another-anthropic-api-key-0123456789';
    assert.throws(
      () =>
        call(
          'verify',
          {},
          { operation: '*', body: { a: 1, b: 2, c: 3, d: 4 }, headers: { 'x-api-key': key } },
        ),
      ({ details, message }: ApiError & { details: { nearest: { id: string }[] } }) => {
        assert.deepEqual(
          details.nearest.map(({ id }) => id),
          [ids[1], ids[2], ids[0]],
        );
        assert.ok(!JSON.stringify([details, message]).includes('another'));
        assert.match(message, /headers\.x-api-key: expected "…6789", was "…-key"/);
        return true;
      },
    );
  });
});
