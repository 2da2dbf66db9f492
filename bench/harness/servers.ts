import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../../tests/postgres.ts';
import { Child, cores, freePort, pin } from './child.ts';
import { type Figures, type Load, load, openLoop, probe, type Walk, walk } from './load.ts';
import { work } from './work.ts';

const root = join(import.meta.dirname, '..', '..');
const built = join(root, 'dist', 'main.js');

/** Our program's entry in its sources. */
export const ourSource = join(root, 'src', 'main.ts');
/** Our program's entry: as it is published where it was built. */
export const ourMain = existsSync(built) ? built : ourSource;

/** A server under measure. */
export interface Server extends AsyncDisposable {
  child: Child;
  url: string;
  /** Sends these requests, in turn, for so many seconds. */
  load: (job: Omit<Load, 'url'>) => Promise<Figures>;
  /** Sends them one after the other over one connection. */
  probe: (job: Omit<Load, 'url' | 'connections'>) => Promise<Figures>;
  /** Sends so many of them a second, whatever the answers do. */
  openLoop: (job: Omit<Load, 'url'> & { rate: number }) => Promise<Figures>;
  /** Walks through pages with official clients. */
  walk: (job: Omit<Walk, 'url'>) => Promise<Figures>;
}

/** Starts a command on a free port, given in place of `PORT`, and waits until `path` is answered. */
export async function start(
  name: string,
  command: readonly string[],
  options: { path?: string; status?: number; env?: Record<string, string>; cwd?: string; core?: number } = {},
): Promise<Server> {
  const { path = '/', status, env, cwd, core = cores.server } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = new Child(
    command.map((part) => part.replaceAll('PORT', String(port))),
    {
      core,
      log: join(work, `${name}.log`),
      ...(env && { env }),
      ...(cwd && { cwd }),
    },
  );
  await child.answers(url + path, status);
  return {
    child,
    url,
    load: (job) => load(child, { ...job, url }),
    probe: (job) => probe(child, { ...job, url }),
    openLoop: (job) => openLoop(child, { ...job, url }),
    walk: (job) => walk(child, { ...job, url }),
    [Symbol.asyncDispose]: () => child.stop(),
  };
}

/** How an operator runs it: durable, its log on standard output; without a limit that creates would reach. */
export const ourArguments = (database: string): string[] => [
  'serve',
  '--port',
  'PORT',
  '--database',
  database,
  '--workspace-limit',
  '1000000000',
];

/** Our server on this database, with its log in a file. */
export const startOurs = (
  name: string,
  database: string,
  {
    main = ourMain,
    flags = [],
    core = cores.server,
  }: { main?: string; flags?: string[]; core?: number } = {},
): Promise<Server> =>
  start(name, [process.execPath, main, ...ourArguments(database), ...flags], {
    path: '/readyz',
    status: 200,
    core,
  });

const bare = join(import.meta.dirname, '..', 'servers', 'bare.js');

/** `node:http` that answers this text; `parse`: after it has read and parsed the body. A GET with a query gets the page. */
export function startBare(
  name: string,
  text: string,
  mode: 'send' | 'parse' = 'send',
  page?: string,
): Promise<Server> {
  const files = [text, ...(page === undefined ? [] : [page])].map((content, index) => {
    const file = join(work, `${name}-${index}.json`);
    writeFileSync(file, content);
    return file;
  });
  const [file = '', ...pages] = files;
  return start(name, [process.execPath, bare, 'PORT', file, mode, ...pages]);
}

/** A throw-away PostgreSQL with its default settings, which make every commit durable; on the core of the load. */
export async function startDatabase(core = cores.load): Promise<{ url: string } & AsyncDisposable> {
  const folder = join(work, 'postgres');
  const { url, stop } = await startPostgres(folder);
  pin(Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]), core);
  return { url, [Symbol.asyncDispose]: stop };
}
