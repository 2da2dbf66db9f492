import type { Change, Handlers, WriteCall } from '../../call.ts';
import { updated } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { actingUser } from '../acting-user.ts';
import { archiveKeysOfServiceAccount } from '../api-keys/store.ts';
import { archivedKeys } from '../archived-keys.ts';
import type { Creates } from '../creates.ts';
import { existingAccount } from '../existing.ts';
import { tokenPage } from '../pages.ts';
import type { ServiceAccount, ServiceAccountOperations } from './contract.ts';
import { makeAccount } from './make.ts';
import * as store from './store.ts';

/** The handlers of the operations on service accounts. */
export function serviceAccountHandlers(creates: Creates): Handlers<ServiceAccountOperations> {
  return {
    async create({ body }, call) {
      const { db, organizationId } = call;
      const claimed = await creates.claim(call);
      const made = claimed && (await existingAccount(claimed.id, call));
      if (made?.archived_at === null) return unchanged(made);
      if (await store.isTaken(db, organizationId, body.name)) throw nameTaken();
      const account = makeAccount(body, db.moment, await actingUser(call));
      const doc = JSON.stringify(account);
      store.insertAccount(db, organizationId, account, doc);
      await creates.note(call, account.id);
      return {
        answer: doc,
        activities: [{ type: 'platform_service_account_created', service_account_id: account.id }],
      };
    },

    async retrieve({ params }, call) {
      return (await existingAccount(params.service_account_id, call)).doc;
    },

    async list({ query }, call) {
      const walk = store.walks[query.include_archived ? 'all' : 'live'];
      return tokenPage(call, walk, query, { of: [call.organizationId] });
    },

    async update({ params, body }, call) {
      const stored = await existingAccount(params.service_account_id, call);
      if (stored.archived_at !== null) {
        throw new ApiError('invalid_request_error', 'An archived service account can’t be updated.');
      }
      const before: ServiceAccount = JSON.parse(stored.doc);
      const description = body.description === undefined ? before.description : (body.description ?? '');
      const organization_role = body.organization_role ?? before.organization_role;
      const updates = [
        ...updated('description', before.description, description),
        ...updated('organization_role', before.organization_role, organization_role),
      ];
      if (updates.length === 0) return unchanged(stored);
      const doc = await replace(call, {
        ...before,
        description,
        organization_role,
        updated_at: timestamp(call.db.moment),
        updated_by_actor_id: await actingUser(call),
      });
      const type = 'platform_service_account_updated';
      return { answer: doc, activities: [{ type, service_account_id: before.id, updates }] };
    },

    async archive({ params }, call) {
      const stored = await existingAccount(params.service_account_id, call);
      if (stored.archived_at !== null) return unchanged(stored);
      const doc = await replace(call, {
        ...(JSON.parse(stored.doc) as ServiceAccount),
        archived_at: timestamp(call.db.moment),
        archived_by_actor_id: await actingUser(call),
      });
      const keys = await archiveKeysOfServiceAccount(call.db, call.organizationId, stored.id);
      return {
        answer: doc,
        activities: [{ type: 'platform_service_account_archived', service_account_id: stored.id }],
        cascaded: archivedKeys(keys),
      };
    },
  };
}

const unchanged = ({ doc }: store.StoredAccount): Change<ServiceAccount> => ({ answer: doc, activities: [] });

async function replace({ db, organizationId }: WriteCall, account: ServiceAccount): Promise<string> {
  const doc = JSON.stringify(account);
  await store.replaceAccount(db, organizationId, account, doc);
  return doc;
}

/** Retrying can’t help, though clients retry other conflicts. */
const nameTaken = () =>
  new ApiError('conflict_error', 'A service account with this name already exists.', {
    headers: { 'x-should-retry': 'false' },
  });
