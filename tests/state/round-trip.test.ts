import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Database } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/open.ts';
import { startServer } from '../../src/server.ts';
import type { StateDocument } from '../../src/state/document.ts';
import { exportOrganization } from '../../src/state/export.ts';
import { importDocument } from '../../src/state/import.ts';
import { readDocument } from '../../src/state/read.ts';
import { writeDocument } from '../../src/state/write.ts';
import { forEachDatabase } from '../databases.ts';
import { play, World } from '../operations/feed-model.ts';
import { check, options } from './importing.ts';

const exported = async (db: Database, id: string): Promise<StateDocument> => ({
  version: 1,
  organizations: [await exportOrganization(db, id)],
});

const countActivities = async (db: Database) =>
  (await db.get<{ count: number }>('SELECT CAST(count(*) AS INTEGER) AS count FROM activities'))?.count;

forEachDatabase((kind) => {
  describe('an exported organization', () => {
    it('is the same after its import, whatever happened to it', async () => {
      const url = await kind.url();
      await using server = await startServer({ database: url, workspaceLimit: 1_000_000 });
      const db = await openDatabase(url);
      const copies = await kind.open();
      const { organizationId: id } = server;
      await fc.assert(
        fc.asyncProperty(fc.nat(), async (seed) => {
          await play(new World(db, server, seed), 60);
          const text = writeDocument(await exported(db, id), 'yaml');
          const document = readDocument(text);
          assert.deepEqual(readDocument(writeDocument(document, 'json')), document);

          const copy = crypto.randomUUID();
          const [organization] = document.organizations;
          const moved = { version: 1 as const, organizations: [{ ...organization, name: 'Copy', id: copy }] };
          const [result] = await importDocument(copies, moved as StateDocument, options({ mode: 'create' }));
          assert.equal(result?.isNew, true);
          const back = await exported(copies, copy);
          assert.deepEqual(back, moved);
          const same = {
            version: 1 as const,
            organizations: [{ ...back.organizations[0], name: organization?.name, id }],
          };
          assert.equal(writeDocument(same as StateDocument, 'yaml'), text);
          await check(copies, copy);

          const before = await countActivities(copies);
          for (const mode of ['create', 'merge', 'replace'] as const) {
            const again = await importDocument(copies, moved as StateDocument, options({ mode }));
            assert.deepEqual(again, [
              { organizationId: copy, isNew: false, added: 0, changed: 0, removed: 0 },
            ]);
          }
          assert.equal(await countActivities(copies), before);
          assert.deepEqual(await exported(copies, copy), moved);
        }),
        { numRuns: 6 },
      );
      await db.close();
    });
  });
});
