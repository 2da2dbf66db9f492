import type { Command } from 'commander';
import { activityOperations } from '../api/activities/contract.ts';
import { type Activity, actorOf, detailsOf } from './activities.ts';
import { type Call, createClient } from './client.ts';
import type { Context } from './context.ts';
import type { Page } from './pages.ts';
import { printable, seconds } from './table.ts';
import { addTarget, type TargetOptions, targetOf } from './target.ts';
import { watch } from './watch.ts';

/** Adds the command that shows activities as they happen to those for activities. */
export function addFollow(program: Command, context: Context): void {
  const activities = program.commands.find((command) => command.name() === 'activities') as Command;
  const following = addTarget(
    activities.command('follow').option('--json', 'Print each activity as a line of JSON.'),
  )
    .description('Show what happens in your organization, as it happens, until interrupted.')
    .option('--after-id <id>', 'Begin after this activity (default: with what happens from now on).')
    .addHelpText('after', '\nContinues by itself when the server was away, without gaps.')
    .action((options) => follow(options, context));
  activities
    .option('--follow', 'The same as the command follow, with its options.')
    .allowUnknownOption()
    .allowExcessArguments()
    .hook('preSubcommand', (_activities, command) => {
      if (activities.opts().follow) {
        activities.error(`error: --follow can’t be combined with ${command.name()}`);
      }
    })
    .action(async ({ follow }, { args }) => {
      if (follow) {
        await following.parseAsync(args, { from: 'user' });
        return;
      }
      const [first] = args;
      if (first === undefined) activities.help({ error: true });
      activities.error(`error: unknown ${first.startsWith('-') ? 'option' : 'command'} '${first}'`);
    });
}

type Options = TargetOptions & { json?: true; afterId?: string };

async function follow(options: Options, context: Context): Promise<void> {
  const call = createClient(targetOf(options, context.env));
  const show = options.json ? JSON.stringify : lineOf;
  let last = options.afterId ?? (await read(call, { limit: 1 })).last_id ?? undefined;
  await watch(async (signal) => {
    for (let more: boolean | undefined = true; more && !signal.aborted; ) {
      const page = await read(call, { order: 'asc', limit: 1000, ...(last && { after_id: last }) });
      for (const activity of page.data) context.print(show(activity as Activity));
      last = page.last_id ?? last;
      more = page.has_more;
    }
  }, context);
}

const read = async (call: Call, query: object): Promise<Page> =>
  JSON.parse(await call(activityOperations.list, { query: query as Record<string, unknown> }));

const lineOf = (activity: Activity) =>
  printable(
    [seconds(activity.created_at), activity.type, detailsOf(activity), `by ${actorOf(activity)}`].join('  '),
  );
