import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newSecret } from './secret.ts';

test('secrets are 256 bits each, and never the same', () => {
  const secrets = Array.from({ length: 1000 }, newSecret);
  for (const secret of secrets) {
    assert.match(secret, /^[\w-]{43}$/);
    assert.equal(Buffer.from(secret, 'base64url').length, 32);
  }
  assert.equal(new Set(secrets).size, secrets.length);
  // Every bit is set in about half of them: none is always the same, as in a pool that was used before it was filled.
  const ones = new Array(256).fill(0);
  for (const secret of secrets) {
    for (const [index, byte] of Buffer.from(secret, 'base64url').entries()) {
      for (let bit = 0; bit < 8; bit++) ones[8 * index + bit] += (byte >> bit) & 1;
    }
  }
  for (const count of ones) assert.ok(count > 350 && count < 650, `${count} of 1,000`);
});
