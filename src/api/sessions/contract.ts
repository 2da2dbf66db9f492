import { NoContent, type Operation } from '../../contract/operation.ts';
import { AdminKey } from '../admin-keys/contract.ts';
import { exampleKey } from '../admin-keys/reference/shared.ts';

const path = '/x/v1/session';
const shared = { path, scopes: [], extension: true } as const;
const tag = {
  name: 'Session',
  description:
    'A browser signs in to the console with an admin key once, and then sends a cookie instead, which scripts can’t read.',
};
const reference = { tag, errors: {}, leadsTo: [], sdk: null };

/** The console’s session (contract of the family, section 12). */
export const sessionOperations = {
  create: {
    ...shared,
    id: 'session.create',
    method: 'POST',
    summary: 'Sign a browser in',
    output: NoContent,
    reference: {
      ...reference,
      description:
        'Begins a session for the key in the header, and sets its cookie: `HttpOnly`, `SameSite=Strict`, and `Secure` if ' +
        'the request came by TLS. It ends 12 hours after it was last used, after 7 days at the latest, and at once when ' +
        'its key is disabled, expires or is deleted. The cookie is accepted only with the header ' +
        '`x-workspaced-console: 1`, and only from the server’s own pages. A key in a header takes precedence over it.',
      requests: { plain: { summary: 'With the key to sign in with' } },
      answer: null,
    },
  },
  get: {
    ...shared,
    id: 'session.get',
    method: 'GET',
    summary: 'Get the key of the session',
    ofKey: true,
    output: AdminKey,
    reference: {
      ...reference,
      description: 'Returns the key that the session was begun with, or the key in the header.',
      requests: { plain: { summary: 'Your key' } },
      answer: exampleKey,
    },
  },
  delete: {
    ...shared,
    id: 'session.delete',
    method: 'DELETE',
    summary: 'Sign a browser out',
    output: NoContent,
    reference: {
      ...reference,
      description: 'Ends the session and deletes its cookie. Without a session, nothing happens.',
      requests: { plain: { summary: 'This session' } },
      answer: null,
    },
  },
} as const satisfies Record<string, Operation>;

export type SessionOperations = typeof sessionOperations;
