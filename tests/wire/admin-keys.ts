import assert from 'node:assert/strict';
import type { Answer } from './http.ts';

/** The collection’s path; a key is `${adminKeys}/{id}`. */
export const adminKeys = '/x/v1/admin_keys';

export interface AdminKey {
  id: string;
  type: 'admin_key';
  name: string;
  hint: string;
  scopes: string[] | null;
  status: 'active' | 'disabled' | 'expired';
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

const members = [
  ...['id', 'type', 'name', 'hint', 'scopes', 'status'],
  ...['created_at', 'expires_at', 'last_used_at'],
];

/** Asserts that an object is a whole key, every member present and no other. */
export function assertAdminKey(key: AdminKey): void {
  assert.deepEqual(Object.keys(key), members);
  assert.match(key.id, /^apikey_01/);
  assert.equal(key.type, 'admin_key');
}

/** The key of a successful answer. */
export function adminKeyOf({ status, text, body }: Answer): AdminKey {
  assert.equal(status, 200, text);
  assertAdminKey(body as AdminKey);
  return body as AdminKey;
}

/** The new key of a successful answer, and its secret. */
export function newAdminKeyOf({ status, text, body }: Answer): AdminKey & { raw_key: string } {
  assert.equal(status, 200, text);
  const { raw_key, ...key } = body as AdminKey & { raw_key: string };
  assertAdminKey(key);
  assert.match(raw_key, /^sk-ant-admin01-[\w-]{43,}$/);
  assert.equal(key.hint, raw_key.slice(-4));
  return { ...key, raw_key };
}
