import type { ReadCall } from '../../call.ts';
import { timestamp } from '../../contract/clock.ts';
import { isOpaqueId } from '../../contract/id.ts';
import { allows, type Scope } from '../../contract/scopes.ts';
import type { Value } from '../../db/database.ts';
import type { WorkspaceCounts } from './contract.ts';
import { idList, mostIds } from './store.ts';

interface Counted {
  workspace_id: string;
  count: number;
}

const count = 'SELECT workspace_id, CAST(count(*) AS INTEGER) AS count';
const known = `SELECT id FROM workspaces WHERE organization_id = $1 AND id IN (${idList(2)})`;
const members = `${count} FROM members
  WHERE organization_id = $1 AND workspace_id IN (${idList(2)}) AND deleted_at IS NULL GROUP BY workspace_id`;
const accounts = `${count} FROM service_account_members
  WHERE organization_id = $1 AND workspace_id IN (${idList(2)}) AND NOT EXISTS (
    SELECT 1 FROM service_accounts WHERE organization_id = service_account_members.organization_id
      AND id = service_account_members.service_account_id AND archived_at IS NOT NULL)
  GROUP BY workspace_id`;
const keys = `${count} FROM api_keys
  WHERE organization_id = $1 AND workspace_id IN (${idList(2)}) AND status = 'active'
    AND (expires_at IS NULL OR expires_at > $${2 + mostIds})
  GROUP BY workspace_id`;

/** Counts what belongs to those of these workspaces that exist, at most 100, in this order; null for what the key can’t read. */
export async function countBelongings(
  { db, organizationId, scopes, now }: ReadCall,
  asked: readonly string[],
): Promise<WorkspaceCounts[]> {
  const ids = asked.filter((id) => isOpaqueId(id));
  const among = [organizationId, ...Array.from({ length: mostIds }, (_, index) => ids[index] ?? null)];
  const read = async (scope: Scope, sql: string, ...values: Value[]) => {
    if (!allows(scopes, [scope])) return undefined;
    const rows = await db.all<Counted>(sql, ...among, ...values);
    return new Map(rows.map((row) => [row.workspace_id, row.count]));
  };
  const [found, ...counts] = await Promise.all([
    db.all<{ id: string }>(known, ...among),
    read('read:members', members),
    read('read:service_accounts', accounts),
    read('read:api_keys', keys, timestamp(now())),
  ]);
  const existing = new Set(found.map(({ id }) => id));
  return ids
    .filter((id) => existing.has(id))
    .map((workspace_id) => {
      const [members, service_accounts, api_keys] = counts.map(
        (each) => each && (each.get(workspace_id) ?? 0),
      );
      return {
        workspace_id,
        members: members ?? null,
        service_accounts: service_accounts ?? null,
        api_keys: api_keys ?? null,
      };
    });
}
