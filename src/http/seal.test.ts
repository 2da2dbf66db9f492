import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Seal } from './seal.ts';

const text = '{"raw_key":"sk-ant-api03-Ä🦊"}';

test('what is sealed is opened by the same secret and purpose only', () => {
  const sealed = new Seal('secret', 'purpose').close(text);
  assert.equal(new Seal('secret', 'purpose').open(sealed), text);
  assert.equal(new Seal('secret', 'other').open(sealed), undefined);
  assert.equal(new Seal('other', 'purpose').open(sealed), undefined);
});

test('what was changed, or never sealed, isn’t opened', () => {
  const seal = new Seal('secret', 'purpose');
  const bytes = Buffer.from(seal.close(text), 'base64url');
  for (const place of [0, 12, 28, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    assert.equal(seal.open(changed.toString('base64url')), undefined);
  }
  for (const other of ['', 'a', text]) assert.equal(seal.open(other), undefined);
});

test('the same text is never sealed to the same bytes, and can’t be seen in them', () => {
  const seal = new Seal('secret', 'purpose');
  const [one, other] = [seal.close(text), seal.close(text)];
  assert.notEqual(one, other);
  assert.equal(Buffer.from(one, 'base64url').includes('raw_key'), false);
});
