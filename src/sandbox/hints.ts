import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ApiError } from '../contract/errors.ts';
import { missingFamily } from '../contract/families.ts';
import { versions } from '../contract/versions.ts';

/** What a hint is made from. */
export type HintedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

const id = '[^/]+';
const start = '/v1/organizations';

/** How wrong paths become right ones, one after another. */
const corrections: readonly [wrong: RegExp, right: string][] = [
  [/\/{2,}/g, '/'],
  [/(?<=.)\/$/, ''],
  [/^\/api(?=\/)/, ''],
  [/^(\/v1){2,}(?=\/|$)/, '/v1'],
  [
    /^(?=\/(organizations?|workspaces?|users?|members?|invites?|api[_-]?keys?|service[_-]?accounts?)(\/|$))/,
    '/v1',
  ],
  [/^\/v1\/organization(?=\/|$)/, start],
  [/^\/v1(?=\/(workspaces?|users?|members?|invites?|api[_-]?keys?|service[_-]?accounts?|me)(\/|$))/, start],
  // The key says which organization.
  [/^\/v1\/organizations\/[^/]*\d[^/]*(?=\/|$)/, start],
  [/^\/v1\/organizations$/, `${start}/me`],
  [/^\/v1\/organizations\/(workspace|user|invite)(?=\/|$)/, `${start}/$1s`],
  [/^\/v1\/organizations\/members?(?=\/|$)/, `${start}/users`],
  [/^\/v1\/organizations\/api[_-]?keys?(?=\/|$)/, `${start}/api_keys`],
  [/^\/v1\/organizations\/service[_-]?accounts?(?=\/|$)/, `${start}/service_accounts`],
  [/^(\/v1\/organizations\/workspaces\/[^/]+)\/(member|users?)(?=\/|$)/, '$1/members'],
];
const known =
  /^\/v1\/(compliance\/activities$|organizations\/(me$|(workspaces|users|invites|api_keys|service_accounts)(\/|$)))/;

/** What a template leaves in a path if its variable is empty or was never replaced. */
const placeholder = /\/(undefined|null|none|nil|nan|:\w+|(%7b|\{)\w*(%7d|\})|(%3c|<)\w*(%3e|>))(?=\/|$)/i;

/** What to do instead, by the verbs and the path that were refused. PATH stands for the path. */
const verbs: readonly [method: RegExp, path: string, hint: string][] = [
  [/DELETE/, `${start}/workspaces/${id}`, 'A workspace is never deleted, only archived: POST PATH/archive.'],
  [
    /DELETE/,
    `${start}/service_accounts/${id}`,
    'A service account is never deleted, only archived: POST PATH/archive.',
  ],
  [
    /DELETE/,
    `${start}/api_keys/${id}`,
    'An API key is never deleted, only archived: POST PATH {"status": "archived"}.',
  ],
  [/./, `${start}/.*/archive`, 'To archive: POST PATH, without a body.'],
  [
    /POST/,
    `${start}/api_keys`,
    'The hosted API creates no API keys; here, POST /x/v1/organizations/api_keys does.',
  ],
  [/POST/, `${start}/users`, 'Users join by an invite: POST /v1/organizations/invites.'],
  [/PATCH|PUT/, '/.*', 'To create or update: POST. An update leaves alone what it does not name.'],
];

const admin = 'an admin key (sk-ant-admin01-...) is needed here';
const own = 'Use a key of the sandbox: workspaced sandbox env prints one.';
const live = 'it looks like a live key. It was not stored.';

/** What is wrong with a key that isn’t known, by how it begins. */
const keys: readonly [key: RegExp, hint: string][] = [
  [/^$/, `No key was sent: send it as x-api-key: KEY or authorization: Bearer KEY. ${own}`],
  // Keys of organizations that were deleted, or that ended with a server in memory, are the usual ones.
  [
    /^sk-ant-admin/,
    `This server has no such key. Unless it was of an organization that is gone, ${live} ${own}`,
  ],
  [/^sk-ant-oat/, `This is an OAuth token of a person; ${admin}. Also, ${live} ${own}`],
  [/^sk-ant-/, `This is an API key; ${admin}. Unless this server issued it, ${live} ${own}`],
  [/./, `This server has no such key; ${admin}, or one that the sandbox was seeded with. ${own}`],
];

/** What an error means, by its message, and by the path if that matters. */
const messages: readonly [message: RegExp, hint: string, path?: RegExp][] = [
  [
    /^tags: Dictionary should /,
    'An update merges tags: those that it does not name stay, and null removes one, as in {"tags": {"old": null}}.',
    /\/workspaces\/[^/]+$/,
  ],
  [/^anthropic-version: .* is not a valid version$/, `Known versions: ${versions.join(', ')}.`],
  [
    /not supported for this organization type|external keys are not enabled|enrolled in the beta/,
    'Not implemented here. The hosted API gives the same answer to organizations without this feature.',
  ],
];

/** A hint for the author of a refused request, in ASCII and without keys, if there is a better one than the error. */
export function hintFor(
  request: HintedRequest,
  error: Pick<ApiError, 'type' | 'message' | 'status'>,
): string | undefined {
  const { method = '', url = '', headers } = request;
  const path = url.split('?', 1)[0] as string;
  if (error.status === 404) return pathHint(path);
  if (error.status === 405) return verbHint(method, path);
  if (error.message === 'API key is invalid.') return keyHint(headers);
  return messages.find(([text, , where]) => text.test(error.message) && (where?.test(path) ?? true))?.[1];
}

function pathHint(path: string): string | undefined {
  const empty = placeholder.exec(path)?.[1];
  if (empty !== undefined) return `The path has ${empty} where an ID belongs: is a variable empty?`;
  if (path === '/v1/compliance/activities') {
    return 'The activity feed needs an admin key (sk-ant-admin01-...): without one it does not exist.';
  }
  const right = corrections.reduce((text, [wrong, into]) => text.replace(wrong, into), path);
  if (missingFamily(right) !== undefined) {
    return 'Not implemented here: the hosted API has this path, but this server does not. No object is missing.';
  }
  if (right === path || !known.test(right) || !isPlain(right)) return undefined;
  const prefix = /^\/v1\/v1/.test(path) ? ' The base URL should end before /v1: the library adds it.' : '';
  return `Did you mean ${right}?${prefix}`;
}

function verbHint(method: string, path: string): string | undefined {
  const found = verbs.find(([verb, place]) => verb.test(method) && new RegExp(`^${place}$`).test(path));
  return isPlain(path) ? found?.[2].replace('PATH', path) : undefined;
}

function keyHint({ 'x-api-key': direct, authorization }: IncomingHttpHeaders): string | undefined {
  const bearer = authorization?.replace(/^Bearer +/i, '');
  if (direct && bearer && direct !== bearer) {
    return 'Two keys were sent, one as x-api-key and another as authorization: send one.';
  }
  const key = String(direct || bearer || '');
  return keys.find(([start]) => start.test(key))?.[1];
}

/** Whether a path may be repeated in a header: it is short, ASCII, and has no key in it. */
const isPlain = (path: string) => /^[\x21-\x7e]{1,200}$/.test(path) && !path.includes('sk-ant-');
