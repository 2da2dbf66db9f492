import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Operation, Operations } from '../contract/operation.ts';
import { isPaged } from '../contract/page.ts';
import { createClient } from './client.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { callAll, type Page, showPage } from './pages.ts';
import { collect, membersOf, type Schema } from './schema-options.ts';
import { type Columns, fields } from './table.ts';

/** How a resource is shown to people; what its commands are and take, its operations say. */
export interface View<T> {
  columns: Columns<T>;
  /** Arguments worth showing in help, by verb. */
  examples: Readonly<Record<string, readonly string[]>>;
}

/** Verbs that can't be undone: a person is asked first. */
const finalVerbs = new Set(['archive', 'delete']);

/** Adds a command for each operation: `workspaces.create` becomes `workspaces create`. */
export function addOperations<T>(
  program: Command,
  context: Context,
  operations: Operations,
  view: View<T>,
): void {
  for (const operation of Object.values(operations)) {
    const [resource = '', verb = ''] = operation.id.split('.');
    const group =
      program.commands.find((command) => command.name() === resource) ?? addGroup(program, resource);
    const command = describe(group.command(verb), verb, operation);
    addExamples(command, view.examples[verb]);
    command.action(() => run(command, operation, view.columns as Columns<unknown>, context));
  }
}

function addGroup(program: Command, resource: string): Command {
  return program
    .command(resource)
    .description(`The ${resource} of a running server, by its API.`)
    .addHelpText(
      'after',
      '\nThe server is ANTHROPIC_BASE_URL (default: http://127.0.0.1:4010), the key ANTHROPIC_ADMIN_KEY or ANTHROPIC_API_KEY.',
    );
}

/** Path parameters become arguments; members of query and body become options. */
function describe(command: Command, verb: string, operation: Operation): Command {
  command.description(`${operation.summary}.`);
  const params: Record<string, Schema> = operation.params?.properties ?? {};
  for (const [name, { description = '' }] of Object.entries(params)) {
    command.argument(`<${name}>`, description, readId);
  }
  for (const { option } of [...membersOf(operation.query), ...membersOf(operation.body)]) {
    command.addOption(option);
  }
  if (isPaged(operation)) {
    command.addOption(new Option('--all', 'Walk through all pages.').conflicts(['limit', 'beforeId']));
  }
  if (finalVerbs.has(verb)) command.option('--yes', 'Do not ask first.');
  return command.option('--json', 'Print the JSON of the server.');
}

function addExamples(command: Command, examples: readonly string[] = []): void {
  if (examples.length === 0) return;
  const start = `  workspaced ${command.parent?.name()} ${command.name()}`;
  command.addHelpText('after', `\nExamples:\n${examples.map((each) => `${start} ${each}`).join('\n')}`);
}

async function run(command: Command, operation: Operation, columns: Columns<unknown>, context: Context) {
  const options = command.opts();
  const names = Object.keys(operation.params?.properties ?? {});
  const request = {
    params: Object.fromEntries(names.map((name, index) => [name, command.processedArgs[index]])),
    query: collect(membersOf(operation.query), options),
    body: collect(membersOf(operation.body), options),
  };
  const call = createClient(context.env);
  if (finalVerbs.has(command.name()) && options.yes !== true) {
    await confirm(`${operation.summary}: ${Object.values(request.params).join(' ')}`, context);
  }
  if (options.all) {
    const whole = await callAll(call, operation, request);
    return options.json ? context.print(JSON.stringify(whole)) : showPage(whole, request, columns, context);
  }
  const text = await call(operation, request);
  if (options.json) return context.print(text);
  if (isPaged(operation)) return showPage(JSON.parse(text) as Page, request, columns, context);
  context.print(fields(JSON.parse(text)));
}

/** An id and nothing that would lead to another path. */
function readId(text: string): string {
  if (!/^[\w-]+$/.test(text)) throw new InvalidArgumentError('It should be an id.');
  return text;
}
