import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entry } from './entry.ts';
import { lint } from './lint.ts';

type Fields = Partial<Entry> & { /** When it was sent, in ms. */ sent?: number };

const key = { 'x-api-key': '…abcd', 'anthropic-version': '2023-06-01' };

/** Requests with ids 1, 2, 3 …, a second apart unless they say otherwise, each of which took 100 ms. */
const entries = (each: readonly Fields[]): Entry[] =>
  each.map(({ sent, ...fields }, index) => ({
    id: `${index + 1}`,
    at: new Date(Date.UTC(2026, 10, 1) + (sent ?? index * 1000)).toISOString().replace('Z', '000Z'),
    operation: 'workspaces.create',
    method: 'POST',
    url: '/v1/organizations/workspaces',
    headers: key,
    body: { name: 'A' },
    status: 200,
    answer: {},
    retry_after: null,
    error_type: null,
    ms: 100,
    retry: 0,
    fault_id: null,
    hint: null,
    ...fields,
  }));

const list = { operation: 'workspaces.list', method: 'GET', body: null };
const page = (last_id: string, has_more = true) => ({ data: [], has_more, first_id: 'a', last_id });
const after = (id: string) => ({ ...list, url: `/v1/organizations/workspaces?limit=2&after_id=${id}` });
const cut = (end: string) => `{"data":[${'x'.repeat(600)}\n… 9 characters …\n],${end}`;

const cases: [what: string, requests: Fields[], found: string[], says?: RegExp][] = [
  ['nothing', [], []],
  ['two creates that were answered', [{}, {}], []],

  [
    'a create again after a 500',
    [{ status: 500 }, {}],
    ['unmarked-retry 1 2'],
    /workspaces.create was sent again after status 500.*Idempotency-Key/,
  ],
  [
    'a create again after it was closed',
    [{ status: 0 }, {}],
    ['unmarked-retry 1 2'],
    /its connection was closed/,
  ],
  ['a create again and again', [{ status: 0 }, { status: 429 }, {}, {}], ['unmarked-retry 1 2 3']],
  ['a create again after it was refused', [{ status: 400 }, {}], []],
  ['a create again with a retry count', [{ status: 500 }, { retry: 1 }], []],
  ['a create again with a key', [{ status: 500 }, { headers: { ...key, 'idempotency-key': 'k' } }], []],
  ['another create after a 500', [{ status: 500 }, { body: { name: 'B' } }], []],
  ['a create by another after a 500', [{ status: 500 }, { headers: { ...key, 'x-api-key': '…wxyz' } }], []],
  ['a create without its body after a 500', [{ status: 500, body: null }, { body: null }], []],
  ['a create that was sent before the other failed', [{ status: 500 }, { sent: 10 }], []],
  [
    'an update again after a 500',
    [{ status: 500, operation: 'workspaces.update' }, { operation: 'workspaces.update' }],
    [],
  ],
  ['a retry that ended first', [{ sent: 2000 }, { sent: 1000, status: 0 }], ['unmarked-retry 2 1']],

  [
    'a retry too early',
    [{ ...list, status: 429, retry_after: 2 }, list],
    ['early-retry 1 2'],
    /GET \/v1\/\S+ was sent again 900 ms after status 429, which asked to wait for 2 s/,
  ],
  ['a retry in time', [{ ...list, status: 429, retry_after: 0.9 }, list], []],
  ['a retry a little early', [{ ...list, status: 429, retry_after: 0.93 }, list], []],
  ['another request meanwhile', [{ ...list, status: 429, retry_after: 2 }, after('a')], []],
  [
    'one at the same time',
    [
      { ...list, status: 429, retry_after: 2 },
      { ...list, sent: 10 },
    ],
    [],
  ],

  [
    'only page one',
    [{ ...list, answer: page('b') }],
    ['first-page-only 1'],
    /workspaces.list has more.*after_id/,
  ],
  ['page one of one', [{ ...list, answer: page('b', false) }], []],
  [
    'all pages',
    [
      { ...list, answer: page('b') },
      { ...after('b'), answer: page('c') },
    ],
    [],
  ],
  ['page one, and then from elsewhere', [{ ...list, answer: page('b') }, after('c')], ['first-page-only 1']],
  [
    'page one twice',
    [
      { ...list, answer: page('b') },
      { ...list, answer: page('b') },
    ],
    ['first-page-only 1 2'],
  ],
  ['only the first token', [{ ...list, answer: { data: [], next_page: 'page_2' } }], ['first-page-only 1']],
  [
    'the second token',
    [
      { ...list, answer: { data: [], next_page: 'page_2' } },
      { ...list, url: '/v1/x?page=page_2' },
    ],
    [],
  ],
  ['no second token', [{ ...list, answer: { data: [], next_page: null } }], []],
  [
    'only page one, a long one',
    [{ ...list, answer: cut('"has_more":true,"first_id":"a","last_id":"b"}') }],
    ['first-page-only 1'],
  ],
  [
    'all pages, long ones',
    [{ ...list, answer: cut('"has_more":true,"first_id":"a","last_id":"b"}') }, after('b')],
    [],
  ],
  ['one long page', [{ ...list, answer: cut('"has_more":false,"first_id":"a","last_id":"b"}') }], []],
  ['an unseen answer', [{ ...list, answer: null }], []],

  [
    'no version',
    [{ headers: {} }, {}, { headers: {} }],
    ['deprecated-version 1 3'],
    /is missing: send anthropic-version 2023-06-01/,
  ],
  [
    'an old version',
    [{ headers: { 'anthropic-version': '2023-01-01' } }],
    ['deprecated-version 1'],
    /2023-01-01 is deprecated/,
  ],
  ['a new version', [{ headers: { 'anthropic-version': '2026-10-21' } }], []],
  ['no version on a path of ours', [{ headers: {}, url: '/x/v1/organization' }], []],

  [
    'a doubled prefix',
    [{ operation: null, url: '/v1/v1/organizations/workspaces', status: 404 }],
    ['doubled-prefix 1'],
    /leave \/v1 out of the base URL/,
  ],
];

describe('lint', () => {
  for (const [what, requests, found, says] of cases) {
    it(what, () => {
      const findings = lint(entries(requests));
      assert.deepEqual(
        findings.map(({ rule, request_ids }) => [rule, ...request_ids].join(' ')),
        found,
      );
      if (says !== undefined) assert.match(findings[0]?.message ?? '', says);
    });
  }
});
