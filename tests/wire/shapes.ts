import assert from 'node:assert/strict';
import type { Answer } from './http.ts';

export interface Workspace {
  id: string;
  type: 'workspace';
  name: string;
  created_at: string;
  archived_at: string | null;
  display_color: string;
  data_residency: {
    workspace_geo: string;
    allowed_inference_geos: string | string[];
    default_inference_geo: string;
  };
  tags: Record<string, string>;
  external_key_id: string | null;
  compartment_id: string;
  user_profile_id: string | null;
}

export interface Page {
  data: Workspace[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

interface ErrorBody {
  type: 'error';
  error: { type: string; message: string; details?: { error_code: string } };
  request_id: string;
}

const members = [
  'archived_at',
  'compartment_id',
  'created_at',
  'data_residency',
  'display_color',
  'external_key_id',
  'id',
  'name',
  'tags',
  'type',
  'user_profile_id',
];
const geoMembers = ['allowed_inference_geos', 'default_inference_geo', 'workspace_geo'];
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const base58 = '[1-9A-HJ-NP-Za-km-z]';

/** An id that has the right form and names nothing. */
export const unknownId = 'wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ';

/** Asserts that a value is a whole workspace, every member present and well formed. */
export function assertWorkspace(value: unknown): asserts value is Workspace {
  const workspace = value as Workspace;
  assert.deepEqual(Object.keys(workspace).sort(), members);
  assert.match(workspace.id, new RegExp(`^wrkspc_01${base58}{22}$`));
  assert.equal(workspace.type, 'workspace');
  assert.equal(typeof workspace.name, 'string');
  assert.match(workspace.created_at, time);
  if (workspace.archived_at !== null) assert.match(workspace.archived_at, time);
  assert.match(workspace.display_color, /^#[0-9A-Fa-f]{6}$/);
  assert.deepEqual(Object.keys(workspace.data_residency).sort(), geoMembers);
  for (const value of Object.values(workspace.tags)) assert.equal(typeof value, 'string');
  assert.match(workspace.compartment_id, uuid);
  for (const id of [workspace.external_key_id, workspace.user_profile_id]) {
    assert.ok(id === null || typeof id === 'string');
  }
}

/** The workspace of a successful answer: status 200 exactly, as JSON. */
export function workspaceOf(answer: Answer): Workspace {
  assertSuccess(answer);
  assertWorkspace(answer.body);
  return answer.body;
}

/** The page of a successful answer, its members consistent with each other. */
export function pageOf(answer: Answer): Page {
  assertSuccess(answer);
  const page = answer.body as Page;
  assert.deepEqual(Object.keys(page).sort(), ['data', 'first_id', 'has_more', 'last_id']);
  for (const workspace of page.data) assertWorkspace(workspace);
  assert.equal(typeof page.has_more, 'boolean');
  assert.equal(page.first_id, page.data.at(0)?.id ?? null);
  assert.equal(page.last_id, page.data.at(-1)?.id ?? null);
  return page;
}

/** Asserts an error answer: status, type, envelope, and the message, or its beginning where it ends in `…`. */
export function refused(answer: Answer, status: number, type: string, message?: string, code?: string) {
  assert.equal(answer.status, status, answer.text.slice(0, 300));
  assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
  const body = answer.body as ErrorBody;
  assert.deepEqual(Object.keys(body).sort(), ['error', 'request_id', 'type']);
  assert.equal(body.type, 'error');
  assert.equal(body.error.type, type);
  assert.equal(typeof body.error.message, 'string');
  if (message?.endsWith('…'))
    assert.ok(body.error.message.startsWith(message.slice(0, -1)), body.error.message);
  else if (message !== undefined) assert.equal(body.error.message, message);
  const expected = code ? ['details', 'message', 'type'] : ['message', 'type'];
  assert.deepEqual(Object.keys(body.error).sort(), expected);
  if (code) assert.deepEqual(body.error.details, { error_code: code });
  assert.equal(body.request_id, requestIdOf(answer));
}

/** Asserts a 400 `invalid_request_error`. */
export function invalid(answer: Answer, message?: string, code?: string) {
  refused(answer, 400, 'invalid_request_error', message, code);
}

/** Asserts a 404 `not_found_error`. */
export function notFound(answer: Answer, message?: string) {
  refused(answer, 404, 'not_found_error', message);
}

/** The `request-id` header, which every answer bears. */
export function requestIdOf(answer: Answer): string {
  const id = answer.headers['request-id'];
  assert.ok(typeof id === 'string');
  assert.match(id, new RegExp(`^req_01${base58}{22}$`));
  return id;
}

function assertSuccess(answer: Answer) {
  assert.equal(answer.status, 200, answer.text.slice(0, 300));
  assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
  requestIdOf(answer);
}
