import type { Change } from '../../call.ts';
import type { Transaction } from '../../db/database.ts';
import { archiveKeysOfWorkspace } from '../api-keys/store.ts';
import { archivedKeys } from '../archived-keys.ts';
import type { Workspace } from './contract.ts';
import { change, type StoredWorkspace } from './store.ts';

/** Archives a workspace that is active, and its keys. */
export async function archiveWorkspace(
  tx: Transaction,
  organizationId: string,
  stored: StoredWorkspace,
  at: string,
): Promise<Change<Workspace>> {
  const before: Workspace = JSON.parse(stored.doc);
  const now = { ...before, archived_at: at };
  const doc = JSON.stringify(now);
  tx.addPlaces(-1);
  change(tx, organizationId, stored, { before, now, doc });
  const keys = await archiveKeysOfWorkspace(tx, organizationId, now.id);
  return {
    answer: doc,
    activities: [{ type: 'platform_workspace_archived', workspace_id: now.id }],
    cascaded: archivedKeys(keys),
  };
}
