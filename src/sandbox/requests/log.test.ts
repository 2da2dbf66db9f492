import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { timestamp } from '../../contract/clock.ts';
import { newId } from '../../contract/id.ts';
import type { Entry } from './entry.ts';
import type { Exchange } from './exchange.ts';
import { RequestLog } from './log.ts';

const began = Date.parse('2026-11-01T12:00:00Z') * 1000;
let moment = began;

/** A request that creates a workspace, a second after the one before. */
function exchange(fields: Partial<Exchange> = {}): Exchange {
  moment += 1_000_000;
  return {
    id: newId('req', moment),
    at: timestamp(moment),
    operation: 'workspaces.create',
    method: 'POST',
    url: '/v1/organizations/workspaces',
    headers: { 'user-agent': 'test' },
    body: Buffer.from('{"name":"Söme"}'),
    status: 200,
    answer: '{"id":"wrkspc_1"}',
    retry_after: null,
    error_type: null,
    ms: 1.5,
    fault_id: null,
    hint: null,
    ...fields,
  };
}

const urls = (entries: readonly Entry[]) => entries.map(({ url }) => url).join(' ');

describe('the request log', () => {
  it('has each request as it was, its bodies parsed', () => {
    const log = new RequestLog('full');
    const sent = exchange({ headers: { 'X-Stainless-Retry-Count': '2', 'set-cookie': ['a', 'b'] } });
    log.add('one', sent);
    log.add('two', exchange({ body: undefined, answer: 'no JSON', url: '/two' }));
    const [entry] = log.list('one');
    assert.deepEqual(entry, {
      ...sent,
      headers: { 'x-stainless-retry-count': '2', 'set-cookie': 'a, b' },
      body: { name: 'Söme' },
      answer: { id: 'wrkspc_1' },
      retry: 2,
    });
    const [other] = log.list('two');
    assert.deepEqual([other?.url, other?.body, other?.answer, other?.retry], ['/two', null, 'no JSON', 0]);
    assert.deepEqual(log.list('three'), []);
  });

  it('lean has no bodies, off has nothing', () => {
    const [lean, off] = [new RequestLog('lean'), new RequestLog('off')];
    for (const log of [lean, off]) log.add('one', exchange());
    const [entry] = lean.list('one');
    assert.deepEqual([entry?.body, entry?.answer, entry?.status], [null, null, 200]);
    assert.equal(off.count('one'), 0);
  });

  it('leaves out the middle of a long body, and keeps its end', () => {
    const log = new RequestLog('full');
    const long = `{"data":["${'x'.repeat(70_000)}"],"has_more":true,"last_id":"wrkspc_9"}`;
    log.add('one', exchange({ answer: long, body: `{"name":"${'x'.repeat(65_525)}"}` }));
    const [entry] = log.list('one');
    const answer = entry?.answer as string;
    assert.ok(answer.length > 65_536 && answer.length < 65_600, `${answer.length}`);
    assert.ok(
      answer.startsWith('{"data":["xxx') && answer.endsWith('x"],"has_more":true,"last_id":"wrkspc_9"}'),
    );
    assert.match(answer, new RegExp(`… ${long.length - 65_536} characters …`));
    assert.deepEqual(entry?.body, { name: 'x'.repeat(65_525) });
  });

  it('keeps the last thousand of each organization, and a mebibyte of text', () => {
    const log = new RequestLog('full');
    for (let index = 0; index < 1005; index++) log.add('one', exchange({ url: `/${index}` }));
    log.add('two', exchange({ url: '/other' }));
    const entries = log.list('one');
    assert.deepEqual([entries.length, entries[0]?.url, entries.at(-1)?.url], [1000, '/5', '/1004']);
    const answer = `"${'x'.repeat(50_000)}"`;
    for (let index = 0; index < 30; index++) log.add('one', exchange({ url: `/${index}`, answer }));
    const large = log.list('one');
    assert.deepEqual([large.length, large[0]?.url], [20, '/10']);
    const text = JSON.stringify(large).length;
    assert.ok(text < 1_048_576 && text > 1_000_000, `${text}`);
    assert.equal(log.count('two'), 1);
  });

  it('drops the organizations that have been idle longest when all take too much', () => {
    const log = new RequestLog('full');
    const fill = (organizationId: string) => {
      for (let index = 0; index < 20; index++) {
        log.add(organizationId, exchange({ answer: `"${'x'.repeat(50_000)}"` }));
      }
    };
    for (let index = 0; index < 60; index++) fill(`${index}`);
    log.add('0', exchange());
    for (let index = 60; index < 70; index++) fill(`${index}`);
    const left = Array.from({ length: 70 }, (_, index) => `${index}`).filter((id) => log.count(id) > 0);
    assert.ok(left.includes('0') && left.includes('69') && !left.includes('1') && !left.includes('3'));
    assert.ok(left.length >= 64 && left.length < 68, `${left.length}`);
  });

  it('is filtered by operation, status and time', () => {
    const log = new RequestLog('full');
    const sent = [
      exchange({ url: 'create' }),
      exchange({ url: 'list', operation: 'workspaces.list', status: 429 }),
      exchange({ url: 'user', operation: 'users.get', status: 404 }),
      exchange({ url: 'unknown', operation: null, status: 404 }),
      exchange({ url: 'closed', status: 0 }),
    ];
    for (const each of sent) log.add('one', each);
    const [, list, user] = sent;
    const cases = {
      'create list user unknown closed': [{}, { operation: '*' }],
      'create list closed': [{ operation: 'workspaces.*' }],
      'create closed': [{ operation: 'workspaces.create' }],
      '': [
        { operation: 'workspaces.crea' },
        { operation: 'work*' },
        { operation: 'work.*' },
        { status: '42' },
        { since: newId('req', moment + 1) },
      ],
      'list user unknown': [{ status: '4xx' }],
      'user unknown': [{ status: '404' }],
      closed: [{ status: '0' }],
      'user unknown closed': [
        { since: list?.id },
        { since: user?.at },
        { since: newId('req', moment - 2_500_000) },
      ],
    };
    for (const [expected, filters] of Object.entries(cases)) {
      for (const filter of filters) {
        assert.equal(urls(log.list('one', filter as object)), expected, JSON.stringify(filter));
        assert.equal(log.count('one', filter as object), expected.split(' ').filter(Boolean).length);
      }
    }
  });

  it('is emptied for one organization', () => {
    const log = new RequestLog('full');
    for (const id of ['one', 'one', 'two']) log.add(id, exchange());
    assert.deepEqual([log.clear('one'), log.count('one'), log.count('two'), log.clear('one')], [2, 0, 1, 0]);
  });
});

describe('a follower', () => {
  it('gets what comes from now on and matches, also after the log was emptied, until the organization is forgotten', async () => {
    const log = new RequestLog('full');
    log.add('one', exchange({ url: '/before' }));
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { url } of log.follow('one', { status: '200' })) seen.push(url);
    })();
    log.add('one', exchange({ url: '/1' }));
    log.add('one', exchange({ url: '/refused', status: 400 }));
    log.add('two', exchange({ url: '/other' }));
    await turn();
    assert.deepEqual(seen, ['/1']);
    log.clear('one');
    log.add('one', exchange({ url: '/2' }));
    await turn();
    log.forget('two');
    log.forget('one');
    log.add('one', exchange({ url: '/3' }));
    await reading;
    assert.deepEqual(seen, ['/1', '/2']);
  });

  it('begins with what came since a request', async () => {
    const log = new RequestLog('full');
    const sent = ['/1', '/2', '/3'].map((url) => exchange({ url }));
    for (const each of sent) log.add('one', each);
    const following = log.follow('one', { since: sent[0]?.id ?? '' });
    log.add('one', exchange({ url: '/4' }));
    const seen = [];
    for (let count = 0; count < 3; count++) seen.push((await following.next()).value.url);
    assert.deepEqual(seen, ['/2', '/3', '/4']);
  });

  it('is ended by its reader even while it waits', async () => {
    const log = new RequestLog('full');
    const following = log.follow('one');
    const waiting = following.next();
    await following.return?.();
    assert.deepEqual(await waiting, { done: true, value: undefined });
    log.add('one', exchange());
    assert.equal((await following.next()).done, true);
  });

  it('misses the oldest of what it doesn’t read in time', async () => {
    const log = new RequestLog('full');
    const following = log.follow('one');
    for (let index = 0; index < 1003; index++) log.add('one', exchange({ url: `/${index}` }));
    assert.equal((await following.next()).value.url, '/3');
  });
});
