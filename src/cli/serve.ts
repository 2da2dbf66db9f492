import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Flags, printSettings, readSettings } from '../config/read.ts';
import { ConfigError } from '../config/setting.ts';
import { type Settings, settings as table } from '../config/settings.ts';
import { developmentKey } from '../contract/development-key.ts';
import { banner } from './banner.ts';
import type { Context } from './context.ts';
import { LineWriter } from './line-writer.ts';
import { createLog } from './log.ts';
import { addSettings, flagsOf, warnOfPassword } from './options.ts';

const loopback = /^(localhost|127(\.\d+){3}|::1)$/;

/** Adds the command that serves and keeps. */
export function addServe(program: Command, context: Context): void {
  addSettings(program.command('serve').description('Serve, and keep everything in a database.'))
    .option('--print-config', 'Print the effective settings, without secrets, and end.')
    .action((options) => serve(flagsOf(options), options.printConfig === true, context));
}

/** Adds the command that serves from memory. */
export function addDev(program: Command, context: Context): void {
  addSettings(
    program.command('dev').description('Serve from memory, with the published development key.'),
  ).action((options) => dev(flagsOf(options), context));
}

async function serve(flags: Flags, printOnly: boolean, context: Context): Promise<void> {
  const settings = readSettings(flags, context.env);
  warnOfPassword('--database', flags.database, context);
  if (printOnly) return context.print(printSettings(settings));
  await serveUntilSignal(settings, chosenKey(settings), 'serve');
}

async function dev(flags: Flags, context: Context): Promise<void> {
  const settings = readSettings({ database: ':memory:', ...flags }, context.env);
  if (!loopback.test(settings.host)) {
    throw new ConfigError(
      `--host ${settings.host}: dev accepts a published key and listens on loopback only. Use serve.`,
    );
  }
  if (settings.database !== ':memory:')
    throw new ConfigError('dev keeps nothing: leave --database out, or use serve.');
  await serveUntilSignal(settings, developmentKey, 'dev');
}

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
): Promise<void> {
  const { log, lines } = await createLog(settings);
  const words = new LineWriter(2);
  try {
    const { run } = await import('../run.ts');
    const server = await run(settings, log, adminKey, mode === 'dev');
    // Until here there is nothing to finish: a signal ends the process as it would any.
    const stop = new Promise<string>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
    });
    if (!loopback.test(settings.host)) {
      log.warn(
        { host: settings.host },
        'listening beyond this machine without TLS: put a proxy that speaks TLS in front',
      );
    }
    await lines.written();
    const chosen = mode === 'serve' && adminKey !== undefined;
    words.write(`${banner(server, mode, chosen ? undefined : server.installation?.adminKey)}\n`);
    log.info({ signal: await stop }, 'shutting down');
    await server.close();
    log.info('closed');
  } finally {
    await Promise.all([lines.written(), words.written()]);
  }
}
