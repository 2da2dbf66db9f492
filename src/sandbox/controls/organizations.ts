import { Type } from 'typebox';
import { timestamp } from '../../contract/clock.ts';
import { ApiError, invalid } from '../../contract/errors.ts';
import { strict } from '../../contract/fields.ts';
import type { Control } from '../control.ts';
import { environmentOf } from '../environment.ts';
import { makeOrganization } from '../make.ts';
import { resetTo, statePattern } from '../reset.ts';
import type { Sandbox } from '../sandbox.ts';
import * as store from '../store.ts';
import { asRefusal, oneDocument, organizationIn } from './document.ts';
import { idOf, one, secondsOf } from './shared.ts';

/** When something that lasts so many seconds from now ends. */
const endAfter = (seconds: number) => timestamp((Date.now() + seconds * 1000) * 1000);

const state = (what: string) => Type.Optional(Type.String({ pattern: statePattern, description: what }));

/** What makes, resets and deletes organizations. */
export function organizationControls(sandbox: Sandbox): Control[] {
  const { db } = sandbox.tools;
  const path = '/x/sandbox/organizations';
  return [
    {
      id: 'sandbox.organizations.create',
      method: 'POST',
      path,
      body: Type.Object(
        {
          name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          from: state('What it has at the beginning: seed, empty or snapshot:NAME; empty by default.'),
          ttl: Type.Optional(Type.String({ description: 'When it is deleted by itself, such as 1h.' })),
          document: Type.Optional(oneDocument),
          workspace_limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
        },
        strict,
      ),
      async run({ body, baseURL, organizationId }) {
        const { ttl } = body;
        const expiresAt = ttl === undefined ? null : endAfter(secondsOf(ttl, 'ttl'));
        if (body.document !== undefined && body.from !== undefined) {
          throw invalid('document', 'can’t be combined with from');
        }
        const document = body.document && organizationIn(body.document, sandbox);
        const wish = { ...body, document, expiresAt, of: organizationId };
        const made = await makeOrganization(sandbox, wish).catch((error) => {
          throw asRefusal(error);
        });
        return {
          id: made.id,
          name: made.name,
          admin_key: made.adminKey,
          base_url: baseURL,
          expires_at: expiresAt,
          env: environmentOf(baseURL, made.adminKey),
        };
      },
    },
    {
      id: 'sandbox.organizations.list',
      method: 'GET',
      path,
      run: async () => ({ data: await store.listMade(db) }),
    },
    {
      id: 'sandbox.organizations.delete',
      method: 'DELETE',
      path: one,
      async run(call) {
        const id = idOf(call);
        if (!(await store.wasMade(db, id))) {
          throw new ApiError(
            'invalid_request_error',
            'Only organizations that the sandbox made can be deleted.',
          );
        }
        await sandbox.delete(id);
        return { id, deleted: true };
      },
    },
    {
      id: 'sandbox.organizations.reset',
      method: 'POST',
      path: `${one}/reset`,
      body: Type.Object({ to: state('seed, empty or snapshot:NAME; seed by default.') }, strict),
      async run(call) {
        await resetTo(sandbox, idOf(call), call.body.to ?? 'seed');
        return { id: idOf(call) };
      },
    },
    {
      id: 'sandbox.reset',
      method: 'POST',
      path: '/x/sandbox/reset',
      body: Type.Object({ to: Type.Optional(Type.String({ pattern: '^(seed|empty)$' })) }, strict),
      async run({ body }) {
        const ids = await store.allIds(db);
        for (const id of ids) await resetTo(sandbox, id, body.to ?? 'seed');
        return { reset: ids.length };
      },
    },
  ];
}
