import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { type Context, UsageError } from './context.ts';

/**
 * Asks for confirmation on a terminal and throws unless the answer is yes. Without a terminal it throws without calling
 * `question`.
 */
export async function confirm(question: () => Promise<string>, context: Context): Promise<void> {
  if (!context.input.isTTY)
    throw new UsageError('this asks for confirmation, and there is no terminal: add --yes.');
  context.prompt(`${await question()} [y/N] `);
  const lines = createInterface({ input: context.input });
  const [answer] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  lines.close();
  if (!/^y(es)?$/i.test(String(answer).trim())) throw new Error('cancelled: nothing was changed.');
}

/** Adds the option that answers a confirmation in advance. */
export const addYes = (command: Command) => command.option('--yes', 'Skip the confirmation.');

/** Asks whether to do what can’t be undone, such as “Delete this”, unless there is `--yes`. */
export async function confirmFinal(
  what: () => Promise<string>,
  { yes }: { yes?: true },
  context: Context,
): Promise<void> {
  if (!yes) await confirm(async () => `${await what()}? This can’t be undone.`, context);
}
