import { Type } from 'typebox';
import { beginSession } from '../../api/sessions/begin.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { strict } from '../../contract/fields.ts';
import type { Control } from '../control.ts';
import type { Sandbox } from '../sandbox.ts';
import * as store from '../store.ts';

/** What signs the console in without a key. */
export function sessionControls({ tools: { db, now }, clocks }: Sandbox): Control[] {
  return [
    {
      id: 'sandbox.session',
      method: 'POST',
      path: '/x/sandbox/session',
      isLocal: true,
      body: Type.Object({ organization_id: Type.Optional(Type.String()) }, strict),
      async run({ body, signIn }) {
        const id = body.organization_id ?? (await store.firstOrganization(db));
        if (id === undefined || !(await store.organizationExists(db, id))) {
          throw new ApiError('not_found_error', 'There is no such organization.');
        }
        const token = await db.transaction(id, async (tx) => {
          const keyId = await store.oldestKey(tx, id, timestamp(clocks.of(id)()));
          return keyId && beginSession(tx, id, keyId, now);
        });
        if (token === undefined) {
          throw new ApiError('not_found_error', 'The organization has no active admin key with all scopes.');
        }
        signIn(token);
        return { organization_id: id };
      },
    },
  ];
}
