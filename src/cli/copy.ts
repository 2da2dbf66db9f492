import type { Command } from 'commander';
import { settings as table } from '../config/settings.ts';
import { createClock } from '../contract/clock.ts';
import { copy, type Progress } from '../db/copy.ts';
import { migrate } from '../db/migrate.ts';
import { patience } from '../db/open.ts';
import { type Context, UsageError } from './context.ts';
import { warnOfPassword } from './options.ts';
import { requireCurrent, settingsOf, withDatabase } from './with-database.ts';

/** Adds the command that moves an installation to another database. */
export function addCopy(program: Command, context: Context): void {
  program
    .command('copy')
    .description('Copy everything to another, empty database, and verify it by row counts and SHA-256.')
    .requiredOption('--from <url>', 'The database to read: file:PATH or postgres://…')
    .requiredOption('--to <url>', 'The empty database to fill: file:PATH or postgres://…')
    .addHelpText(
      'after',
      `
Example:
  workspaced copy --from file:workspaced.db --to postgres://user@host/workspaced

Stop the servers first. The copy is one transaction: if it fails, the target stays empty, and you can try again.`,
    )
    .action(({ from, to }) => run(from, to, context));
}

async function run(from: string, to: string, context: Context): Promise<void> {
  if (from === to) throw new UsageError('--from and --to name the same database.');
  warnOfPassword('--from', from, context);
  warnOfPassword('--to', to, context);
  const settings = { ...settingsOf({}, context), databaseTimeout: patience };
  const [source, target] = [
    { ...settings, database: url(from, '--from') },
    { ...settings, database: url(to, '--to') },
  ];
  await withDatabase(source, { create: false }, async (ours) => {
    await requireCurrent(ours);
    await withDatabase(target, { create: true }, async (theirs) => {
      await migrate(theirs, createClock()());
      const copied = await copy(ours, theirs, progressBar(context));
      for (const each of copied) context.print(`${each.table}: ${each.rows} rows, sha256 ${each.digest}`);
    });
  });
}

function url(text: string, flag: string): string {
  try {
    return table.database.read(text);
  } catch (error) {
    throw new UsageError(`${flag} ${(error as Error).message}.`);
  }
}

/** A progress bar, only on a terminal. */
function progressBar({ tell }: Context): Progress {
  if (!process.stderr.isTTY) return () => {};
  const width = 40;
  return (done, total) => {
    const filled = total === 0 ? width : Math.floor((done / total) * width);
    process.stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${total} rows`);
    if (done === total) tell('');
  };
}
