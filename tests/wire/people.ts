import assert from 'node:assert/strict';
import type { Caller } from './caller.ts';
import type { Answer } from './http.ts';

export const users = '/v1/organizations/users';
export const invites = '/v1/organizations/invites';

export interface User {
  id: string;
  type: 'user';
  email: string;
  name: string;
  role: string;
  added_at: string;
}

export interface Invite {
  id: string;
  type: 'invite';
  email: string;
  role: string;
  status: string;
  invited_at: string;
  expires_at: string;
  accepted_at: string | null;
  rbac_group_ids: string[];
}

export interface Page<T> {
  data: T[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

/** The body of a successful answer. */
export function bodyOf<T>(answer: Answer): T {
  assert.equal(answer.status, 200, answer.text.slice(0, 300));
  return answer.body as T;
}

export const invite = async (caller: Caller, email: string, role = 'user') =>
  bodyOf<Invite>(await caller.post(invites, { email, role }));

/** Invites somebody and accepts the invite. */
export async function join(caller: Caller, email: string, role = 'user', name = ''): Promise<User> {
  const { id } = await invite(caller, email, role);
  const path = `/x/v1/organizations/invites/${id}/accept`;
  return bodyOf<{ user: User }>(await caller.post(path, { name })).user;
}

export const list = async <T>(caller: Caller, path: string, query = '') =>
  bodyOf<Page<T>>(await caller.get(path + query));

/** An activity of the feed, without what all have. */
export interface Activity {
  type: string;
  actor: Record<string, unknown>;
  [member: string]: unknown;
}
