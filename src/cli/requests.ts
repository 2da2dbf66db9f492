import type { Command } from 'commander';
import type { Entry } from '../sandbox/requests/entry.ts';
import type { Filter } from '../sandbox/requests/filter.ts';
import type { Finding } from '../sandbox/requests/lint.ts';
import { createClient, urlOf } from './client.ts';
import type { Context } from './context.ts';
import { eventsFrom } from './events.ts';
import { json } from './json.ts';
import { organizationPath, placeOf } from './place.ts';
import { type Columns, printable, table } from './table.ts';
import { addTarget, type TargetOptions } from './target.ts';
import { watch } from './watch.ts';

type Asked = { [name in keyof Filter]: string | undefined };

interface Options extends TargetOptions {
  org?: string;
  json?: true;
}

const columns: Columns<Entry> = {
  time: ({ at }) => at.slice(11, 23),
  operation: ({ operation }) => operation ?? '-',
  status: ({ status }) => (status === 0 ? 'closed' : String(status)),
  ms: ({ ms }) => ms.toFixed(1),
  retry: ({ retry }) => String(retry || '-'),
  url: ({ method, url }) => `${method} ${url}`,
};

/** Adds the commands that show what clients sent to a sandbox. */
export function addRequests(program: Command, context: Context): void {
  const requests = program.command('requests').description('Show what your client sent to a sandbox.');
  const add = (name: string, description: string, options: { isDefault?: true } = {}) =>
    addTarget(requests.command(name, options))
      .description(description)
      .option('--org <id>', 'An organization of the sandbox (default: that of the key).')
      .option('--json', 'Print JSON.');

  add('list', 'List the requests, oldest first; the command can be left out.', { isDefault: true })
    .option('--operation <id>', 'Only this operation, or a resource’s such as workspaces.*.')
    .option('--status <status>', 'Only this status, or a class such as 4xx; 0 means no response.')
    .option('--since <id|time>', 'Only those after this request, or from this time on.')
    .option('--follow', 'Show what comes from now on, until interrupted.')
    .addHelpText(
      'after',
      '\nExamples:\n  workspaced requests --follow\n  workspaced requests --operation "workspaces.*" --status 4xx',
    )
    .action((options: Options & Asked & { follow?: true }) =>
      options.follow ? follow(options, context) : list(options, context),
    );
  add('lint', 'Find habits that will do harm, such as a retry without a mark.')
    .addHelpText('after', '\nExit code 1: there are some.')
    .action((options: Options) => showFindings(options, context));
  add('clear', 'Empty the log.').action((options: Options) => clear(options, context));
}

const path = `${organizationPath}/requests`;

async function list({ json: asJson, ...options }: Options & Asked, context: Context): Promise<void> {
  const { target, params } = await placeOf(options, context);
  const text = await createClient(target)({ method: 'GET', path }, { params, query: filterOf(options) });
  const { data }: { data: Entry[] } = JSON.parse(text);
  if (asJson) return context.print(json(data));
  if (data.length === 0) return context.tell('No requests found.');
  const [head, ...rows] = table(columns, data).split('\n');
  context.print(head ?? '');
  for (const [index, row] of rows.entries()) showRow(row, data[index] as Entry, context);
}

function showRow(row: string, { hint }: Entry, { print }: Context): void {
  print(row);
  if (hint !== null) print(`  hint: ${printable(hint)}`);
}

async function follow({ json: asJson, ...options }: Options & Asked, context: Context): Promise<void> {
  let { since } = options;
  await watch(async (signal) => {
    // A server in memory has a new organization when it comes back.
    const { target, params } = await placeOf(options, context);
    const query = filterOf({ ...options, since });
    const stream = urlOf({ path: `${path}/stream` }, { params, query });
    for await (const entry of eventsFrom<Entry>(target, stream, signal)) {
      since = entry.id;
      if (asJson) context.print(JSON.stringify(entry));
      else showRow(lineOf(entry), entry, context);
    }
  }, context);
}

/** The cells of a table whose other rows aren’t known yet. */
const lineOf = (entry: Entry) =>
  Object.values(columns)
    .map((cell, index) => printable(cell(entry)).padEnd([12, 22, 6, 6, 2][index] ?? 0))
    .join('  ');

async function showFindings(options: Options, context: Context): Promise<void> {
  const { target, params } = await placeOf(options, context);
  const text = await createClient(target)({ method: 'GET', path: `${path}/lint` }, { params });
  const { data }: { data: Finding[] } = JSON.parse(text);
  if (options.json) context.print(json(data));
  else
    for (const { rule, request_ids, message } of data) {
      context.print(`${rule}: ${printable(message)}\n  ${request_ids.join(' ')}`);
    }
  if (data.length > 0) throw new Error(`habits to change: ${data.length}`);
  if (!options.json) context.tell('Nothing found.');
}

async function clear(options: Options, context: Context): Promise<void> {
  const { target, params } = await placeOf(options, context);
  const answer = JSON.parse(await createClient(target)({ method: 'DELETE', path }, { params }));
  context.print(options.json ? json(answer) : `Requests deleted: ${answer.deleted}.`);
}

const filterOf = ({ operation, status, since }: Asked) =>
  Object.fromEntries(
    Object.entries({ operation, status, since }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
