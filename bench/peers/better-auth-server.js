// better-auth's organization plugin on node:http and node:sqlite: node better-auth-server.js PORT FILE
// Production mode; no rate limit, as ours has none; sessions kept in the cookie, as its documentation advises for speed;
// the log of writes and a sync at every commit, as ours.
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { organization } from 'better-auth/plugins';

const [port, file] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
const options = {
  baseURL: `http://127.0.0.1:${port}`,
  secret: 'a secret of the benchmark, 32 characters or more',
  database,
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  session: { cookieCache: { enabled: true, maxAge: 24 * 3600 } },
  logger: { level: 'error' },
  telemetry: { enabled: false },
  plugins: [organization()],
};
await (await getMigrations(options)).runMigrations();
createServer(toNodeHandler(betterAuth(options))).listen(Number(port), '127.0.0.1');
