import { addAdminKey, hashKey } from '../../api/admin-keys/key.ts';
import { scopesOf } from '../../api/admin-keys/object.ts';
import { createdKey, updatedKey } from '../../api/admin-keys/rotate.ts';
import { changeKey, deleteKey, findKeyByHash, listKeys } from '../../api/admin-keys/store.ts';
import type { Run } from './run.ts';

/** Imports the admin keys; each is identified by its secret. */
export async function importAdminKeys(run: Run): Promise<void> {
  const { tx, organizationId, state } = run;
  if (state.admin_keys === undefined) return;
  const left = new Map((await listKeys(tx, organizationId)).map((key) => [key.id, key]));
  for (const [index, item] of state.admin_keys.entries()) {
    const path = [...run.path, 'admin_keys', index];
    const secret = run.secretOf(item);
    if (secret === undefined) continue;
    const scopes = item.scopes?.length ? item.scopes : null;
    const before = await findKeyByHash(tx, hashKey(secret));
    if (before === undefined) {
      const row = { name: item.name, now: run.momentOf(undefined), expiresAt: null, scopes };
      const key = await addAdminKey(tx, organizationId, secret, row);
      run.tell('added', { activities: [createdKey(key)] });
      continue;
    }
    if (before.organization_id !== organizationId) {
      run.refuse(path, 'is the key of another organization');
      continue;
    }
    left.delete(before.id);
    if (run.keeps) continue;
    if (JSON.stringify(scopesOf(before)) !== JSON.stringify(scopes)) {
      run.refuse([...path, 'scopes'], 'the scopes of an admin key never change: delete it first');
    }
    const next = { ...before, name: item.name };
    const activities = updatedKey(before, next);
    if (activities.length === 0) continue;
    await changeKey(tx, next);
    run.tell('changed', { activities });
  }
  for (const { id } of run.removes ? left.values() : []) {
    await deleteKey(tx, organizationId, id, run.at);
    run.tell('removed', { activities: [{ type: 'admin_api_key_deleted', admin_api_key_id: id }] });
  }
}
