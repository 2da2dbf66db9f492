// The same server, except that no two writes share a commit: what group commit is measured against. Takes the
// command line of the program.
import { main } from '../../src/cli/program.ts';
import type { Transaction } from '../../src/db/database.ts';
import { SqliteDatabase } from '../../src/db/sqlite.ts';

const together = SqliteDatabase.prototype.transaction;
let last: Promise<unknown> = Promise.resolve();

SqliteDatabase.prototype.transaction = function alone<T>(
  this: SqliteDatabase,
  organizationId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const mine = last.then(() => together.call(this, organizationId, work) as Promise<T>);
  last = mine.catch(() => {});
  return mine;
};

process.exit(await main(process.argv.slice(2), process.env));
