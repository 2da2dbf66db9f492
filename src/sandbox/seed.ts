import { readFileSync } from 'node:fs';
import { operator, recordActivities } from '../api/activities/record.ts';
import { addAdminKey, newAdminKey } from '../api/admin-keys/key.ts';
import { createdKey } from '../api/admin-keys/rotate.ts';
import type { Installation } from '../api/organizations/found.ts';
import { findOrganization, isInstalled, type Organization } from '../api/organizations/store.ts';
import { isDocument } from '../config/seed.ts';
import { ConfigError } from '../config/setting.ts';
import { timestamp } from '../contract/clock.ts';
import { readRows } from '../db/organization-rows.ts';
import type { StateDocument } from '../state/document.ts';
import { StateFault } from '../state/fault.ts';
import { rulesFor } from '../state/import/rules.ts';
import { importDocument } from '../state/import.ts';
import { readDocument } from '../state/read.ts';
import { importOptions, type Sandbox, type SandboxTools } from './sandbox.ts';
import * as store from './store.ts';

/** The document that a sandbox starts with, if any; throws a ConfigError that names every fault in it. */
export async function readSeed(tools: SandboxTools): Promise<StateDocument | undefined> {
  const { seed, profile } = tools.settings;
  if (profile === 'sdk-tests') return (await import('./sdk-tests.ts')).sdkTests;
  if (seed === undefined) return undefined;
  const isInline = isDocument(seed);
  const name = isInline ? 'the seed' : `seed ${seed}`;
  try {
    const text = isInline ? seed : readFileSync(seed === '-' ? 0 : seed, 'utf8');
    const document = readDocument(text, rulesFor(seedOptions(tools)));
    // Without one, nobody would have a key.
    if (document.organizations.length === 0) throw new Error('it has no organization');
    return document;
  } catch (error) {
    const message = (error as Error).message;
    throw new ConfigError(error instanceof StateFault ? `${name}:\n${message}` : `${name}: ${message}`);
  }
}

const seedOptions = (tools: SandboxTools) => ({ ...importOptions({ tools }), env: tools.env });

/**
 * Imports the seed: what exists already stays as it is. On an empty database, its first organization becomes the server’s
 * own, and gets the admin key. Undefined if the database was used before.
 */
export async function plant(
  sandbox: Sandbox,
  seed: StateDocument,
  adminKey: string = newAdminKey(),
): Promise<Installation | undefined> {
  const { db } = sandbox.tools;
  const wasInstalled = await isInstalled(db);
  const results = await importDocument(db, seed, seedOptions(sandbox.tools)).catch((error) => {
    throw error instanceof StateFault ? new ConfigError(`the seed:\n${error.message}`) : error;
  });
  for (const [index, { organizationId: id, isNew }] of results.entries()) {
    const { clock, faults } = seed.organizations[index] ?? {};
    await sandbox.plant(id, { clock, faults }, isNew);
  }
  const [first] = results;
  if (wasInstalled || first === undefined) return undefined;
  const { organizationId: id } = first;
  await db.transaction(id, async (tx) => {
    const key = await addAdminKey(tx, id, adminKey, { name: 'First key', now: tx.moment, expiresAt: null });
    await recordActivities(tx, id, operator, { activities: [createdKey(key)] });
  });
  return { organization: (await findOrganization(db, id)) as Organization, adminKey };
}

/** Keeps, as its seed, how each organization is that has none yet. */
export async function keepSeeds({ tools: { db, now } }: Sandbox): Promise<void> {
  for (const id of await store.withoutSeed(db)) {
    await db.transaction(id, async (tx) =>
      store.keepSnapshot(tx, id, store.seedSnapshot, timestamp(now()), await readRows(tx, id)),
    );
  }
}
