import pg from 'pg';
import { addAdminKey, newAdminKey } from '../../src/api/admin-keys/key.ts';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { makeWorkspace } from '../../src/api/workspaces/make.ts';
import { insert } from '../../src/api/workspaces/store.ts';
import { settings } from '../../src/config/settings.ts';
import { type Clock, createClock } from '../../src/contract/clock.ts';
import type { Database } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { progress } from './progress.ts';

const limits = {
  nameMaxLength: settings.nameMaxLength.default,
  maxTags: settings.maxTags.default,
  tagKeyMaxLength: settings.tagKeyMaxLength.default,
  tagValueMaxLength: settings.tagValueMaxLength.default,
  tagsMaxBytes: settings.tagsMaxBytes.default,
  workspaceGeos: settings.workspaceGeos.default,
  inferenceGeos: settings.inferenceGeos.default,
};

/** The workspace that every part of the benchmark makes. */
export const sample = { name: 'Checkout, staging', tags: { team: 'payments', stage: 'staging' } };

/** Bodies of creates of workspaces like it; different ones, because an identical create may be the retry of another. */
export const bodies: readonly string[] = Array.from({ length: 5000 }, (_, index) =>
  JSON.stringify({ ...sample, name: `Checkout, ${String(index).padStart(7, '0')}` }),
);

export interface SeededOrganization {
  id: string;
  key: string;
  /** Its active workspaces, oldest first. */
  workspaces: string[];
}

/** Fills a new database by the program's own statements: one organization for each of the sizes. */
export async function seed(url: string, sizes: readonly number[]): Promise<SeededOrganization[]> {
  const db = await openDatabase(url, { timeout: 600_000 });
  const now = createClock();
  await migrate(db, now());
  const seeded: SeededOrganization[] = [];
  while (seeded.length < sizes.length) {
    const next = sizes.slice(seeded.length, seeded.length + 500);
    seeded.push(...(await Promise.all(next.map((size) => seedOne(db, now, size)))));
    progress(`filling a database: organization ${seeded.length} of ${sizes.length}`);
  }
  await db.close();
  if (url.startsWith('postgres')) await vacuum(url);
  return seeded;
}

/** What PostgreSQL does by itself within a minute: until then, it plans as if the tables were empty. */
async function vacuum(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('VACUUM ANALYZE');
  await client.end();
}

async function seedOne(db: Database, now: Clock, size: number): Promise<SeededOrganization> {
  const organization = await foundOrganization({ db, now, limits }, 'Benchmark');
  const key = newAdminKey();
  await db.transaction(organization.id, async (tx) => {
    await addAdminKey(tx, organization.id, key, { name: 'Benchmark', now: now(), expiresAt: null });
  });
  const workspaces: string[] = [];
  while (workspaces.length < size) {
    workspaces.push(
      ...(await insertMany(db, organization.id, Math.min(10_000, size - workspaces.length), now)),
    );
    if (size > 10_000) progress(`filling a database: ${workspaces.length} of ${size} workspaces`);
  }
  return { id: organization.id, key, workspaces };
}

async function insertMany(db: Database, organizationId: string, count: number, now: Clock) {
  return db.transaction(organizationId, async (tx) => {
    const ids: string[] = [];
    for (let index = 0; index < count; index++) {
      const workspace = makeWorkspace(sample, limits, now());
      ids.push(workspace.id);
      insert(tx, organizationId, workspace, {
        isDefault: false,
        requestHash: null,
        undelivered: false,
        doc: JSON.stringify(workspace),
      });
    }
    tx.addPlaces(count);
    return ids;
  });
}
