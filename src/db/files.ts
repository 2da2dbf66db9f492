import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Files that SQLite keeps beside a database. Each belongs to that one file: beside another, it would be applied to it. */
const companions = ['-wal', '-shm', '-journal'];

/** Waits until a file, or the entries of a folder, are on disk. */
function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Calls `write` to fill a temporary file that only its owner can read, and renames it once it is complete and on disk.
 * Throws if the name is taken, unless the file `replaces` another, and leaves nothing behind if anything fails.
 */
export function writeWhole(file: string, write: (partial: string) => void, replaces = false): void {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}: create it first`);
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`;
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    write(partial);
    sync(partial);
    if (replaces) renameSync(partial, file);
    else linkSync(partial, file);
  } catch (error) {
    throw new Error(`${file} can’t be written: ${(error as Error).message}`, { cause: error });
  } finally {
    rmSync(partial, { force: true });
  }
  sync(folder);
}

/**
 * Moves a complete and synced file into the place of a database that isn't in use, if it `replaces` one; otherwise no
 * database may exist there. The old database is kept under the name `kept`; returns the files kept. Nothing is ever
 * overwritten: linking throws if the name is taken.
 *
 * After a crash at any step, the old or the new database is in place, and never beside files that belong to the other:
 * 1. The old database gets a second name, so that it can't be lost; under the first name it still works.
 * 2. The files beside it move to that name too, while the old database is still in place. They only matter if it could not
 *    be opened; it is then complete under `kept`, and on disk before the next step.
 * 3. The new database takes the place in one step; no files are beside it any more.
 */
export function putInPlace(fresh: string, place: string, kept: string, replaces: boolean): string[] {
  const besides = companions.filter((suffix) => existsSync(place + suffix));
  try {
    if (!replaces && existsSync(place)) {
      throw new Error(`${place} was created meanwhile: stop the servers, then restore`);
    }
    if (replaces) linkSync(place, kept);
    for (const suffix of besides) {
      linkSync(place + suffix, kept + suffix);
      rmSync(place + suffix);
    }
    sync(dirname(place));
    if (replaces) renameSync(fresh, place);
    else linkSync(fresh, place);
  } finally {
    rmSync(fresh, { force: true });
  }
  sync(dirname(place));
  return [...(replaces ? [''] : []), ...besides].map((suffix) => kept + suffix);
}
