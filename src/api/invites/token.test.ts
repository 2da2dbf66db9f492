import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashToken, isToken, newToken } from './token.ts';

const moments = [0, Date.parse('2026-01-01') * 1000, Date.parse('2254-12-31') * 1000];

test('what is stored of tokens is in the order of their time', () => {
  const hashes = moments.map((moment) => hashToken(newToken(moment)));
  assert.deepEqual(hashes, hashes.toSorted());
  assert.equal(new Set([0, 0, 0].map((moment) => hashToken(newToken(moment)))).size, 3);
});

test('a token is recognised, also one that is a secret alone, and nothing else is', () => {
  for (const token of moments.map(newToken)) {
    assert.ok(isToken(token));
    assert.ok(!isToken(token.slice(1)) && !isToken(`${token}a`));
  }
  // SHA-256 of 43 a, as OpenSSL says.
  const first = 'a'.repeat(43);
  assert.ok(isToken(first));
  assert.equal(hashToken(first), 'ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA');
});
