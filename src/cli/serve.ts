import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Environment, type Flags, printSettings, readSettings } from '../config/read.ts';
import { seedFile } from '../config/seed.ts';
import { ConfigError } from '../config/setting.ts';
import { type SettingName, type Settings, settings as table } from '../config/settings.ts';
import { developmentKey } from '../contract/development-key.ts';
import { banner } from './banner.ts';
import type { Context } from './context.ts';
import { LineWriter } from './line-writer.ts';
import { listenFault } from './listen-fault.ts';
import { createLog } from './log.ts';
import { addSettings, flagsOf, warnOfPassword } from './options.ts';

const loopback = /^(localhost|127(\.\d+){3}|::1)$/;

/** Settings without effect in dev, where everything is in memory and the key is published. */
const notForDev = /^(database|adminKey)/;

/** Adds the command that starts a server with a database. */
export function addServe(program: Command, context: Context): void {
  addSettings(program.command('serve').description('Start a server that keeps everything in a database.'))
    .option('--print-config', 'Print the effective settings, without secrets, and exit.')
    .action((options) => serve(flagsOf(options), options.printConfig === true, context));
}

/** Adds the command that starts a server in memory. */
export function addDev(program: Command, context: Context): void {
  const names = (Object.keys(table) as SettingName[]).filter((name) => !notForDev.test(name));
  addSettings(
    program
      .command('dev')
      .description('Start a server that keeps everything in memory, with the published development key.'),
    names,
  ).action((options) => dev(flagsOf(options), context));
}

async function serve(flags: Flags, printOnly: boolean, context: Context): Promise<void> {
  const settings = readSettings(flags, context.env);
  warnOfPassword('--database', flags.database, context);
  if (printOnly) return context.print(printSettings(settings));
  await serveUntilSignal(settings, chosenKey(settings), 'serve', context.env);
}

async function dev(flags: Flags, context: Context): Promise<void> {
  const { sandbox = context.env.WORKSPACED_SANDBOX ?? 'true' } = flags;
  const given = readSettings({ ...flags, database: ':memory:', sandbox }, context.env);
  const settings = isUnseeded(given) && existsSync(seedFile) ? { ...given, seed: seedFile } : given;
  if (!loopback.test(settings.host)) {
    throw new ConfigError(
      `--host ${settings.host}: dev accepts a published key and listens on loopback only. Use serve.`,
    );
  }
  await serveUntilSignal(settings, developmentKey, 'dev', context.env);
}

/** Whether nothing says what a sandbox starts with. */
const isUnseeded = ({ sandbox, seed, profile }: Settings) =>
  sandbox && seed === undefined && profile === 'none';

/** The admin key that the operator wants for the first start, if any. */
function chosenKey(settings: Settings): string | undefined {
  const key = settings.adminKeyFile ? readKeyFile(settings.adminKeyFile) : settings.adminKey;
  if (key === developmentKey)
    throw new ConfigError('The development key is published: choose another admin key.');
  return key;
}

function readKeyFile(path: string): string | undefined {
  try {
    return table.adminKey.read(readFileSync(path, 'utf8').trim());
  } catch (error) {
    throw new ConfigError(`--admin-key-file ${path}: ${(error as Error).message}`);
  }
}

async function serveUntilSignal(
  settings: Settings,
  adminKey: string | undefined,
  mode: 'serve' | 'dev',
  env: Environment,
): Promise<void> {
  const { log, lines } = await createLog(settings);
  const words = new LineWriter(2);
  try {
    const { run } = await import('../run.ts');
    const server = await run(settings, log, { adminKey, env, loopbackOnly: mode === 'dev' }).catch(
      (error) => {
        throw listenFault(error, settings);
      },
    );
    // Before this there is nothing to finish, so a signal ends the process as usual.
    const stop = new Promise<string>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
    });
    if (!loopback.test(settings.host)) {
      log.warn(
        { host: settings.host },
        'listening beyond this machine without TLS: put a TLS proxy in front',
      );
    }
    await lines.written();
    const chosen = mode === 'serve' && adminKey !== undefined;
    const shownKey = chosen ? undefined : server.installation?.adminKey;
    words.write(`${banner(server, settings, mode, shownKey, programFor(env))}\n`);
    log.info({ signal: await stop }, 'shutting down');
    await server.close();
    log.info('closed');
  } finally {
    await Promise.all([lines.written(), words.written()]);
  }
}

/** How a person runs this program again: in a clone, where npm scripts start it, it isn't on the path. */
const programFor = ({ npm_lifecycle_event: script }: Environment) =>
  script === 'start' || script === 'dev' ? 'npx --no -- workspaced' : 'workspaced';
