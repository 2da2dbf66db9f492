import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { listOrganizations } from '../api/organizations/store.ts';
import type { Reads } from '../db/database.ts';
import { readAs } from '../db/undone.ts';
import { readSnapshot } from '../sandbox/store.ts';
import type { StateDocument } from '../state/document.ts';
import { exportOrganization } from '../state/export.ts';
import { StateFault } from '../state/fault.ts';
import { readDocument } from '../state/read.ts';
import { createClient } from './client.ts';
import type { Context } from './context.ts';
import { organizationIdOf, requireOrganization } from './orgs.ts';
import { organizationPath, placeOf } from './place.ts';
import { printable } from './table.ts';
import { type Options, settingsOf, withCurrentDatabase } from './with-database.ts';

/** `readDocument` of a file, or of standard input if its name is `-`; throws an error that names the file and all faults. */
export async function readState(
  file: string,
  { input }: Context,
  more?: Parameters<typeof readDocument>[1],
): Promise<StateDocument> {
  const content = await (file === '-' ? buffer(input) : readFile(file)).catch((error: Error) => {
    throw new Error(`${titleOf(file)} can’t be read: ${error.message}`);
  });
  if (!isUtf8(content)) throw new Error(`${titleOf(file)} isn’t UTF-8: save it with that encoding`);
  try {
    return readDocument(content.toString(), more);
  } catch (error) {
    throw error instanceof StateFault ? inFile(file, error) : error;
  }
}

/** What people are told of a file; `-` is standard input. */
export const titleOf = (file: string) => (file === '-' ? 'standard input' : file);

/** The faults of a file as an error for people. */
export const inFile = (file: string, { message, faults }: StateFault) =>
  new Error(
    `${titleOf(file)} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${message.split('\n').map(printable).join('\n')}`,
  );

/** The state of the organization with this ID, or of all. */
async function exportState(db: Reads, id: string | undefined): Promise<StateDocument> {
  const chosen = id === undefined ? await listOrganizations(db) : [await requireOrganization(db, id)];
  const organizations = [];
  for (const { id } of chosen) organizations.push(await exportOrganization(db, id));
  return { version: 1, organizations };
}

const snapshotIn = (name: string) => /^snapshot:(.+)$/.exec(name)?.[1];

/** Whether a state that a command is given by name is a file, for `loadState`. */
export const isFile = (name: string) => name !== 'live' && snapshotIn(name) === undefined;

/**
 * The state that a command is given by name: `live` is what there is now, and `snapshot:NAME` what was kept, in the sandbox at
 * `--url` or else in the database; everything else is a file.
 */
export async function loadState(name: string, options: Options, context: Context): Promise<StateDocument> {
  const snapshot = snapshotIn(name);
  if (isFile(name)) return readState(name, context);
  if (options.url !== undefined) return ofSandbox(snapshot, options, context);
  const org = options.org as string | undefined;
  return withCurrentDatabase(settingsOf(options, context), async (db) => {
    if (snapshot === undefined) return exportState(db, org);
    const id = await organizationIdOf(options, db);
    const rows = await readSnapshot(db, id, snapshot);
    if (rows === undefined) throw new Error(`there is no snapshot ${snapshot} of the organization ${id}`);
    return readAs(db, id, rows, (tx) => exportState(tx, id));
  });
}

async function ofSandbox(
  snapshot: string | undefined,
  options: Options,
  context: Context,
): Promise<StateDocument> {
  const { target, params } = await placeOf(options, context);
  const path = snapshot === undefined ? 'state' : `snapshots/${encodeURIComponent(snapshot)}`;
  const answer = await createClient(target)(
    { method: 'GET', path: `${organizationPath}/${path}` },
    { params },
  );
  return JSON.parse(answer) as StateDocument;
}
