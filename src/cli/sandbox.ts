import { type Command, Option } from 'commander';
import { Type } from 'typebox';
import type { MadeOrganization } from '../sandbox/client.ts';
import type { Listed } from '../sandbox/store.ts';
import { createClient, Refused, type Request } from './client.ts';
import type { Context } from './context.ts';
import { json } from './json.ts';
import { noSandbox, organizationPath, placeOf, sandboxOf } from './place.ts';
import { readInteger } from './schema-options.ts';
import { type Columns, seconds, table } from './table.ts';
import { addUrl, type TargetOptions } from './target.ts';

type Options = TargetOptions & { json?: true };

const columns: Columns<Listed> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  created: ({ created_at }) => seconds(created_at),
  expires: ({ expires_at }) => (expires_at === null ? 'never' : seconds(expires_at)),
};

const ofKey = 'An organization of the sandbox (default: that of the key in the environment).';

/** Names of variables that Terraform’s own configuration usually has. */
const terraform = {
  base_url: 'ANTHROPIC_BASE_URL',
  api_key: 'ANTHROPIC_API_KEY',
  admin_key: 'ANTHROPIC_ADMIN_KEY',
};

/** Adds the commands for organizations of a sandbox. */
export function addSandbox(program: Command, context: Context): void {
  const sandbox = program
    .command('sandbox')
    .description('Manage organizations for tests on a running sandbox.');
  const add = (name: string, description: string) =>
    addUrl(sandbox.command(name)).description(description).option('--json', 'Print JSON.');

  add('env', 'Make an organization and print the variables that clients read, for eval in a shell.')
    .option('--name <name>', '1 to 100 characters.')
    .option('--from <state>', 'seed, empty or snapshot:NAME (default: empty).')
    .option('--ttl <duration>', 'Delete it after this time, such as 1h.')
    .option('--limit <number>', 'Limit of active workspaces.', readInteger)
    .addOption(
      new Option('--for <program>', 'Add the variables of a Terraform configuration.').choices(['terraform']),
    )
    .addHelpText(
      'after',
      '\nFrom another machine, WORKSPACED_SANDBOX_KEY is needed.\n\nExamples:\n  eval "$(workspaced sandbox env --ttl 1h)"\n  eval "$(workspaced sandbox env --for terraform)" && terraform plan',
    )
    .action((options) => env(options, context));

  add('list', 'List the organizations that were made for tests, oldest first.').action((options) =>
    list(options, context),
  );

  add('reset', 'Bring an organization back to how it was made; its ID and keys stay.')
    .argument('[id]', ofKey)
    .option('--to <state>', 'seed, empty or snapshot:NAME (default: seed).')
    .action(async (org, options) => {
      const body = options.to === undefined ? {} : { to: options.to };
      await callOne({ ...options, org }, context, 'Reset.', 'POST', '/reset', body);
    });

  add('delete', 'Delete an organization that was made for tests.')
    .argument('[id]', ofKey)
    .action((org, options) => callOne({ ...options, org }, context, 'Deleted.', 'DELETE'));
}

interface EnvOptions extends Options {
  name?: string;
  from?: string;
  ttl?: string;
  limit?: number;
  for?: 'terraform';
}

async function env(options: EnvOptions, context: Context): Promise<void> {
  const { name, from, ttl, limit: workspace_limit } = options;
  const body = { name, from, ttl, workspace_limit };
  const made = await makeOrganization(options, body, context);
  const theirs = Object.entries(options.for === 'terraform' ? terraform : {}).map(
    ([suffix, source]): [string, string] => [`TF_VAR_anthropic_${suffix}`, made.env[source] as string],
  );
  const variables = { ...made.env, ...Object.fromEntries(theirs) };
  if (options.json) return context.print(json({ ...made, env: variables }));
  printExports(variables, context);
}

/** Makes an organization in the sandbox of the server that the options name. */
export const makeOrganization = (options: TargetOptions, body: object, context: Context) =>
  call<MadeOrganization>(options, context, 'POST', '/organizations', { body });

/** Throws unless the server that the options name is a sandbox in which organizations may be made. */
export const requireSandbox = (options: TargetOptions, context: Context) =>
  call(options, context, 'GET', '/organizations');

/** Prints what a shell evaluates so that clients use an organization. */
export function printExports(variables: Record<string, string>, { print }: Context): void {
  for (const [variable, value] of Object.entries(variables)) print(`export ${variable}=${quoted(value)}`);
  // Clients that find it send it besides the key, or instead.
  print('unset ANTHROPIC_AUTH_TOKEN');
}

/** A word of a shell, which it takes as it is. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

async function list(options: Options, context: Context): Promise<void> {
  const { data } = await call<{ data: Listed[] }>(options, context, 'GET', '/organizations');
  if (options.json) context.print(json(data));
  else if (data.length === 0) context.tell('No organizations found.');
  else context.print(table(columns, data));
}

async function call<T>(
  options: TargetOptions,
  { env }: Context,
  method: 'GET' | 'POST',
  path: string,
  request: Partial<Request> = {},
): Promise<T> {
  const operation = { method, path: `/x/sandbox${path}`, ...(request.body && { body: Type.Object({}) }) };
  const target = sandboxOf(options, env);
  try {
    return JSON.parse(await createClient(target)(operation, request)) as T;
  } catch (error) {
    const isNone = error instanceof Refused && error.status === 404 && error.message.startsWith('Not found');
    throw isNone ? noSandbox(target.base) : error;
  }
}

/** Calls a control of one organization, and tells what was done, or prints the response. */
async function callOne(
  { json: asJson, ...options }: Options & { org?: string },
  context: Context,
  done: string,
  method: 'POST' | 'DELETE',
  path = '',
  body?: object,
): Promise<void> {
  const { target, params } = await placeOf(options, context);
  const operation = { method, path: organizationPath + path };
  const text = await createClient(target)(
    { ...operation, ...(body && { body: Type.Object({}) }) },
    { params, ...(body && { body }) },
  );
  if (asJson) context.print(json(JSON.parse(text)));
  else context.tell(done);
}
