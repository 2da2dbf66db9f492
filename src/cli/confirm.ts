import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { type Context, UsageError } from './context.ts';

/** Asks a person at a terminal and throws unless the answer is yes; where there is no terminal, nobody can be asked. */
export async function confirm(question: string, context: Context): Promise<void> {
  if (!context.input.isTTY) throw new UsageError('this asks first, and there is no terminal: add --yes.');
  context.tell(`${question}\nType y to go on:`);
  const lines = createInterface({ input: context.input });
  const [answer] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  lines.close();
  if (!/^y(es)?$/i.test(String(answer).trim())) throw new Error('not confirmed: nothing was changed');
}
