import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../contract/operation.ts';
import type { ChangeListener, Versions } from '../db/database.ts';
import { Answers, readyAnswer } from './answers.ts';

const operation = { id: 'workspaces.get' } as unknown as Operation;
const asked = (organizationId: string, url: string) => ({
  organizationId,
  era: 'one',
  wire: 'new' as const,
  url,
});
const first: Versions = { workspaces: 1, users: 1 };

const ready = (
  text: string,
  { until = Number.POSITIVE_INFINITY, tables = ['workspaces'], etag = 'W/"1"' } = {},
) =>
  readyAnswer(text, '/1', {
    operation,
    versions: first,
    era: 'one',
    tables,
    rows: [],
    durable: undefined,
    until,
    etag,
  });

/** Cached responses over a database whose commits the test tells of. */
function keep(maxBytes: number) {
  let changed: ChangeListener = () => {};
  const answers = new Answers(
    {
      onChange(listener) {
        changed = listener;
      },
    },
    maxBytes,
  );
  const add = (organizationId: string, url: string, text = 'x'.repeat(1000)) => {
    const answer = ready(text);
    answers.keep(asked(organizationId, url), answer, false);
    return answer;
  };
  const has = (organizationId: string, url: string, versions = first) =>
    answers.findValid(asked(organizationId, url), versions) !== undefined;
  return { answers, add, has, change: (organizationId?: string) => changed(organizationId, undefined) };
}

test('a response is cached until a table that it was read from changes', () => {
  const { add, has } = keep(1_000_000);
  add('a', '/1');
  add('b', '/1');
  assert.ok(has('a', '/1') && has('b', '/1') && !has('a', '/2'));
  assert.ok(has('a', '/1', { workspaces: 1, users: 2 }));
  assert.ok(has('a', '/1', { workspaces: 1, users: 3, members: 1 }));
  assert.ok(!has('a', '/1', { workspaces: 2, users: 3 }));
  assert.ok(has('b', '/1'));
});

test('a table that is written to for the first time has changed', () => {
  const { answers } = keep(1_000_000);
  answers.keep(asked('a', '/1'), ready('x', { tables: ['members'] }), false);
  assert.ok(answers.findValid(asked('a', '/1'), { ...first }) !== undefined);
  assert.equal(answers.findValid(asked('a', '/1'), { ...first, members: 1 }), undefined);
});

test('the same versions of another era are others', () => {
  const { answers, add } = keep(1_000_000);
  add('a', '/1');
  assert.equal(answers.findValid({ ...asked('a', '/1'), era: 'two' }, first), undefined);
});

test('everything is dropped if another process may have changed anything', () => {
  const { add, has, change } = keep(1_000_000);
  add('a', '/1');
  change('a');
  assert.ok(has('a', '/1'));
  change(undefined);
  assert.ok(!has('a', '/1'));
});

test('above the maximum size, what wasn’t asked for since longest is dropped', () => {
  const { add, has } = keep(8000);
  add('a', '/1');
  add('a', '/2');
  add('a', '/3');
  add('a', '/4');
  assert.ok(has('a', '/1'));
  add('a', '/5');
  add('a', '/6');
  add('a', '/7');
  assert.deepEqual(
    ['/1', '/2', '/3', '/4'].map((url) => has('a', url)),
    [true, false, false, false],
  );
  const none = keep(0);
  none.add('a', '/1');
  assert.ok(!none.has('a', '/1'));
});

test('a cheap response is cached if it is asked for again before it changes', () => {
  const { answers, has } = keep(1_000_000);
  answers.keep(asked('a', '/1'), ready('w', { etag: 'W/"0"' }), true);
  answers.keep(asked('a', '/1'), ready('x'), true);
  assert.ok(!has('a', '/1'));
  answers.keep(asked('a', '/1'), ready('x'), true);
  assert.ok(has('a', '/1'));
});

test('each encoding is made once, also for concurrent requests, and counts towards the size', async () => {
  const { answers, add, has } = keep(20_000);
  const digits = Array.from({ length: 4000 }, () => Math.random().toString(36)[2]).join('');
  const answer = add('a', '/2', digits);
  const [one, other] = await Promise.all([answers.encode(answer, 'gzip'), answers.encode(answer, 'gzip')]);
  assert.ok(one !== undefined && one === other);
  assert.equal(await answers.encode(answer, 'gzip'), one);
  assert.ok(has('a', '/2'));
  add('a', '/3', digits);
  await answers.encode(answer, 'br');
  add('a', '/4', digits);
  add('a', '/5', digits);
  assert.ok(!has('a', '/3') && has('a', '/5'));
});

test('a response is cached for its version, and only as long as it is valid', () => {
  const { answers } = keep(1_000_000);
  answers.keep(asked('a', '/1'), ready('new'), false);
  assert.equal(answers.findValid({ ...asked('a', '/1'), wire: 'old' }, first), undefined);
  answers.keep(asked('a', '/2'), ready('past', { until: Date.now() - 1 }), false);
  assert.equal(answers.findValid(asked('a', '/2'), first), undefined);
  const fresh = ready('fresh', { until: Date.now() + 60_000 });
  answers.keep(asked('a', '/2'), fresh, false);
  assert.equal(answers.findValid(asked('a', '/2'), first), fresh);
});

test('a text is sent as it is if it is short and ASCII, otherwise as bytes', () => {
  assert.equal(ready('{}').body, '{}');
  assert.deepEqual(ready('"ü"').body, Buffer.from('"ü"'));
  assert.ok(Buffer.isBuffer(ready('x'.repeat(20_000)).body));
});
