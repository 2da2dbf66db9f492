import { Type } from 'typebox';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { strict } from '../../contract/fields.ts';
import { readRows } from '../../db/organization-rows.ts';
import type { Control } from '../control.ts';
import { noSnapshot, resetTo } from '../reset.ts';
import type { Sandbox } from '../sandbox.ts';
import * as store from '../store.ts';
import { idOf, one } from './shared.ts';

/** Maximum number of snapshots of an organization. */
const most = 20;

const snapshotName = Type.String({
  pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$',
  description: 'Letters, digits, _, . and -.',
});

/** What keeps states of an organization, and brings them back. */
export function snapshotControls(sandbox: Sandbox): Control[] {
  const { db, now } = sandbox.tools;
  const path = `${one}/snapshots`;
  return [
    {
      id: 'sandbox.snapshots.create',
      method: 'POST',
      path,
      body: Type.Object({ name: snapshotName }, strict),
      async run(call) {
        const id = idOf(call);
        const { name } = call.body as { name: string };
        const created_at = timestamp(now());
        await db.transaction(id, async (tx) => {
          const others = (await store.listSnapshots(tx, id)).filter((each) => each.name !== name);
          if (others.length >= most) {
            throw new ApiError(
              'invalid_request_error',
              `There are ${most} snapshots already: delete one first.`,
            );
          }
          await store.keepSnapshot(tx, id, name, created_at, await readRows(tx, id));
        });
        return { name, created_at };
      },
    },
    {
      id: 'sandbox.snapshots.list',
      method: 'GET',
      path,
      run: async (call) => ({ data: await store.listSnapshots(db, idOf(call)) }),
    },
    {
      id: 'sandbox.snapshots.delete',
      method: 'DELETE',
      path: `${path}/{name}`,
      async run(call) {
        const { name = '' } = call.params;
        if (name === store.seedSnapshot) throw noSnapshot(name);
        const deleted = await db.transaction(idOf(call), (tx) => store.deleteSnapshot(tx, idOf(call), name));
        if (!deleted) throw noSnapshot(name);
        return { name, deleted: true };
      },
    },
    {
      id: 'sandbox.snapshots.restore',
      method: 'POST',
      path: `${path}/{name}/restore`,
      async run(call) {
        await resetTo(sandbox, idOf(call), `snapshot:${call.params.name}`);
        return { id: idOf(call) };
      },
    },
  ];
}
