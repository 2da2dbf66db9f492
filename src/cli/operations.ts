import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Operation, Operations } from '../contract/operation.ts';
import { isPaged } from '../contract/page.ts';
import { type Call, createClient, type Request } from './client.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { json } from './json.ts';
import { callAll, objectsOf, type Page, showPage } from './pages.ts';
import { collect, membersOf, plain, type Schema } from './schema-options.ts';
import { type Columns, fields, printable } from './table.ts';
import { addTarget, targetOf } from './target.ts';

/** How a resource is displayed; its commands and their options come from its operations. */
export interface View<T> {
  columns: Columns<T>;
  /** Arguments worth showing in help, by verb. */
  examples: Readonly<Record<string, readonly string[]>>;
}

/** What people are told when a key is shown. */
export const shownOnce = 'This key is shown once; only its hash is kept.';

/** Verbs that can't be undone and ask for confirmation. */
const finalVerbs = new Set(['archive', 'delete', 'remove']);

/** Adds a command for each operation: `workspaces.create` becomes `workspaces create`. */
export function addOperations<T>(
  program: Command,
  context: Context,
  operations: Operations,
  view: View<T>,
): void {
  for (const operation of Object.values(operations)) {
    const [resource = '', verb = ''] = operation.id.replaceAll('_', '-').split('.');
    const group =
      program.commands.find((command) => command.name() === resource) ?? addGroup(program, resource);
    const command = describe(group.command(verb), verb, operation);
    addExamples(command, view.examples[verb]);
    command.action(() => run(command, operation, operations, view.columns as Columns<unknown>, context));
  }
}

function addGroup(program: Command, resource: string): Command {
  return program
    .command(resource)
    .description(`Manage the ${objectsOf(resource)} of a running server, through its API.`);
}

/** Path parameters become arguments; members of query and body become options. */
function describe(command: Command, verb: string, operation: Operation): Command {
  command.description(`${operation.summary}.`);
  const params: Record<string, Schema> = operation.params?.properties ?? {};
  for (const [name, { description = '' }] of Object.entries(params)) {
    command.argument(`<${name}>`, plain(description), readId);
  }
  for (const { option } of [...membersOf(operation.query), ...membersOf(operation.body)]) {
    command.addOption(option);
  }
  if (isPaged(operation)) {
    command.addOption(new Option('--all', 'Get all pages.').conflicts(['limit', 'beforeId', 'page']));
  }
  if (finalVerbs.has(verb)) command.option('--yes', 'Skip the confirmation.');
  return addTarget(command.option('--json', 'Print the server’s JSON.'));
}

function addExamples(command: Command, examples: readonly string[] = []): void {
  if (examples.length === 0) return;
  const start = `  workspaced ${command.parent?.name()} ${command.name()}`;
  command.addHelpText('after', `\nExamples:\n${examples.map((each) => `${start} ${each}`).join('\n')}`);
}

async function run(
  command: Command,
  operation: Operation,
  { retrieve }: Operations,
  columns: Columns<unknown>,
  context: Context,
): Promise<void> {
  const options = command.opts();
  const names = Object.keys(operation.params?.properties ?? {});
  const request = {
    params: Object.fromEntries(names.map((name, index) => [name, command.processedArgs[index]])),
    query: collect(membersOf(operation.query), options),
    body: collect(membersOf(operation.body), options),
  };
  const target = targetOf(options, context.env);
  const call = createClient(target);
  if (finalVerbs.has(command.name()) && options.yes !== true) {
    const verb = capitalized(command.name());
    const object = () => describeObject(call, retrieve, request.params);
    await confirm(async () => `${verb} ${await object()} on ${target.base}? This can’t be undone.`, context);
  }
  const result = options.all
    ? await callAll(call, operation, request)
    : JSON.parse(await call(operation, request));
  if (options.json) context.print(json(result));
  else if (isPaged(operation)) showPage(result as Page, operation, request, columns, context);
  else context.print(fields(result));
  if (operation.secret && !options.json) context.tell(shownOnce);
}

/** The type, name and id of an object, as far as they are known. */
async function describeObject(call: Call, retrieve: Operation | undefined, params: Request['params']) {
  const { type = '', name } = retrieve === undefined ? {} : JSON.parse(await call(retrieve, { params }));
  return printable([type.replaceAll('_', ' '), name, `(${Object.values(params)})`].filter(Boolean).join(' '));
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Accepts only ids, and nothing that would lead to another path. */
function readId(text: string): string {
  if (!/^[\w-]+$/.test(text)) throw new InvalidArgumentError('It should be an ID.');
  return text;
}
