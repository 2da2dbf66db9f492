import type { Command } from 'commander';
import type { Plugin } from 'vite';
import { palette } from '../../src/api/workspaces/palette.ts';
import { createApp } from '../../src/app.ts';
import type { Context } from '../../src/cli/context.ts';
import { createProgram } from '../../src/cli/program.ts';
import { membersOf } from '../../src/cli/schema-options.ts';
import { completeSettings } from '../../src/config/read.ts';
import { activityTypes } from '../../src/contract/activity.ts';
import { createClock } from '../../src/contract/clock.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { sampled } from '../../src/samples/sampled.ts';
import type { Sample } from '../src/components/code/samples.ts';

/**
 * Gives the console tables of all operations, made from their contracts: importing those would bring their schemas and
 * texts. What code samples need is apart, since it is loaded only when one is shown.
 */
export function operations(): Plugin {
  const sources: Record<string, () => string> = {
    'virtual:operations': () =>
      [
        `export const operations = ${tableOf(({ id, scopes }) => ({ id, scopes }))};`,
        `export const palette = ${JSON.stringify(palette)};`,
      ].join('\n'),
    'virtual:samples': () => `export const samples = ${tableOf(sample)};`,
    'virtual:activity-types': () => `export const activityTypes = ${JSON.stringify(activityTypes)};`,
  };
  return {
    name: 'operations',
    resolveId: (id) => (id in sources ? `\0${id}` : undefined),
    load: (id) => sources[id.slice(1)]?.(),
  };
}

/** A table by route, such as `GET /v1/organizations/users`. */
const tableOf = (describe: (operation: Operation) => unknown) =>
  JSON.stringify(
    Object.fromEntries(everyOperation().map((each) => [`${each.method} ${each.path}`, describe(each)])),
  );

function everyOperation(): Operation[] {
  // Only the contracts are read, so nothing is ever called.
  const tools = {
    db: { dialect: 'sqlite' },
    now: createClock(),
    version: '',
    log: {},
    onReplayClaimed: () => {},
  };
  const resources = createApp(completeSettings({}), tools as unknown as Parameters<typeof createApp>[1]);
  return resources.flatMap((resource) => Object.values(resource.operations));
}

function sample(operation: Operation): Sample {
  const { query, body } = operation;
  const { open, paged, sdk } = sampled(operation);
  const options = [...membersOf(query as never), ...membersOf(body as never)];
  return {
    open,
    paged,
    sdk: sdk && { method: sdk.method, result: sdk.result },
    options: hasCommand(operation)
      ? options.map(({ path, option }) => ({ path, flag: option.long ?? '' }))
      : null,
  };
}

const program = createProgram({ env: {} } as Context);

/** Whether a command calls the operation: some of such a name work on a database instead. */
function hasCommand({ id }: Operation): boolean {
  const names = id.replaceAll('_', '-').split('.');
  let command: Command | undefined = program;
  for (const name of names) command = command?.commands.find((each) => each.name() === name);
  return command?.options.some(({ long }) => long === '--url') === true;
}
