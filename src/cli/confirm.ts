import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
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
