import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../tests/databases.ts';
import { limits } from '../../../tests/limits.ts';
import type { Change, WriteCall } from '../../call.ts';
import { createClock } from '../../contract/clock.ts';
import type { Transaction } from '../../db/database.ts';
import { operator, recordActivities } from '../activities/record.ts';
import { foundOrganization } from '../organizations/found.ts';
import { complianceSettingsHandlers } from './handlers.ts';

const now = createClock();

forEachDatabase((kind) => {
  test('of writes that share a transaction, those while the feed is enabled are in it', async () => {
    const db = await kind.open();
    const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
    const write = (work: (tx: Transaction) => Promise<Change>) =>
      db.transaction(organizationId, async (tx) =>
        recordActivities(tx, organizationId, operator, await work(tx)),
      );
    const set = (state: 'enabled' | 'disabled') =>
      write((tx) => {
        const who = { organizationId, keyId: 'a key', scopes: null, via: 'api', wire: 'new', now } as const;
        const call: WriteCall = { ...who, db: tx, requestHash: '', replay: 0, delivery: undefined };
        return complianceSettingsHandlers.update(
          { params: undefined, query: undefined, body: { state } },
          call,
        );
      });
    const act = (id: string) =>
      write(async () => ({
        answer: '',
        activities: [{ type: 'org_user_deleted', deleted_user_id: id, deleted_user_email: '' }],
      }));
    // All come in one turn, and are done in this order.
    await Promise.all([
      act('1'),
      set('disabled'),
      act('2'),
      set('enabled'),
      act('3'),
      set('disabled'),
      act('4'),
      set('enabled'),
    ]);
    const sql = `SELECT type, doc FROM activities
      WHERE organization_id = $1 AND type IN ('org_user_deleted', 'org_compliance_api_settings_updated') ORDER BY id`;
    const rows = await db.all<{ type: string; doc: string }>(sql, organizationId);
    assert.deepEqual(
      rows.map(({ doc }) => {
        const { deleted_user_id: id, compliance_api_enabled: enabled } = JSON.parse(doc);
        return id ?? enabled;
      }),
      ['1', false, true, '3', false, true],
    );
  });
});
