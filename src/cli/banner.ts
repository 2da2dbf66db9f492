import { styleText } from 'node:util';
import { withoutPassword } from '../config/read.ts';
import { isDocument } from '../config/seed.ts';
import { type Settings, settings as table } from '../config/settings.ts';
import type { RunningServer } from '../run.ts';

/**
 * What people need to get started: the URL, the organization, the variables for clients, and a first call to paste.
 * `adminKey` is shown; it is undefined if the operator chose it, or if it was shown before. `program` is how to run this
 * program again.
 */
export function banner(
  server: RunningServer,
  settings: Settings,
  mode: 'serve' | 'dev',
  adminKey: string | undefined,
  program: string,
): string {
  const { baseURL, installation } = server;
  const bold = (text: string) => styleText('bold', text, { stream: process.stderr });
  const dim = (text: string) => styleText('dim', text, { stream: process.stderr });
  const key = adminKey ?? '$ANTHROPIC_API_KEY';
  const lines = [
    '',
    `  ${bold('workspaced')} is ready at ${bold(baseURL)}`,
    ...(everyAddress.test(settings.host) ? ['  Listening on all addresses of this machine.'] : []),
    '',
    ...(installation
      ? [`  Organization  ${installation.organization.name}  ${dim(installation.organization.id)}`]
      : []),
    `  Console       ${baseURL}/console/${mode === 'dev' ? '#dev' : ''}`,
    `  Reference     ${baseURL}/docs`,
    ...(settings.sandbox
      ? [`  Sandbox       ${dim('an organization for a test:')} ${program} sandbox env`]
      : []),
    ...(settings.seed === undefined ? [] : [`  Seed          ${seedName(settings.seed)}`]),
    '',
    '  Connect',
    `    export ANTHROPIC_BASE_URL=${baseURL}`,
    `    export ANTHROPIC_API_KEY=${adminKey ?? "'<your admin key>'"}`,
    '',
    '  Try it',
    `    curl '${baseURL}/v1/organizations/workspaces' -H 'content-type: application/json' \\`,
    `      -H "x-api-key: ${key}" -d '{"name": "My first workspace"}'`,
    '',
    ...(mode === 'serve' && adminKey !== undefined
      ? [bold('  This key is shown once; only its hash is kept.'), '']
      : []),
    ...(mode === 'serve' && installation === undefined
      ? [dim(`  Lost the admin key? Create another: ${program} ${createKey(settings.database)}`), '']
      : []),
    ...(mode === 'dev' ? [dim('  Everything is in memory and is gone when this process ends.'), ''] : []),
  ];
  return lines.join('\n');
}

/** What a seed is called: its text may be long. */
const seedName = (seed: string) => (isDocument(seed) ? 'from WORKSPACED_SEED' : seed);

const everyAddress = /^(0\.0\.0\.0|::)$/;

/** The arguments that create a key in this database. A URL with a password isn't shown; the environment has it. */
function createKey(database: string): string {
  const implied = database === table.database.default || database !== withoutPassword(database);
  const plain = /^[\w:/.@-]+$/.test(database);
  const word = plain ? database : `'${database.replaceAll("'", String.raw`'\''`)}'`;
  return `admin-keys create --name NAME${implied ? '' : ` --database ${word}`}`;
}
