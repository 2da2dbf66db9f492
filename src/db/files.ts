import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** What SQLite keeps beside a database. Each belongs to that very file: beside another it would be applied to it. */
const companions = ['-wal', '-shm', '-journal'];

/** Waits until a file is on disk, or the list of names that a folder is. */
function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Has `write` fill a file that its owner alone may read, and gives it its name once it is whole and on disk. Throws
 * where that name is taken, and leaves nothing behind when anything fails.
 */
export function writeWhole(file: string, write: (partial: string) => void): void {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}: make it first`);
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`;
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    write(partial);
    sync(partial);
    linkSync(partial, file);
  } catch (error) {
    throw new Error(`${file} cannot be written: ${(error as Error).message}`, { cause: error });
  } finally {
    rmSync(partial, { force: true });
  }
  sync(folder);
}

/**
 * Puts a whole and synced file in the place of a database that nobody uses, if it `replaces` one; else no database may
 * be there. What was there gets the name `kept`, and the answer is the files kept. Nothing is ever overwritten: a link
 * throws where its name is taken.
 *
 * A crash after any step leaves the old database or the new one in the place, neither beside what belongs to the other:
 * 1. The old database gets its second name, and from then on can't be lost; under the first it still works.
 * 2. What lies beside it moves to that name too, while the old database is the one in the place. Only one that could not
 *    be opened has anything there that matters; it is whole under `kept`, and on disk before the next step.
 * 3. The new database takes the place in one step, where now nothing lies beside it.
 */
export function putInPlace(fresh: string, place: string, kept: string, replaces: boolean): string[] {
  const besides = companions.filter((suffix) => existsSync(place + suffix));
  try {
    if (!replaces && existsSync(place)) {
      throw new Error(`${place} was made meanwhile: stop the servers, then restore`);
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
