// Runs administrative commands for the process that forked this one: a program for each would take most of a test's time.
import { run } from '../src/cli/program.ts';

/** A command, by its arguments. */
export interface Command {
  id: number;
  args: string[];
}

/** What became of it. */
export interface Done {
  id: number;
  code: number;
  /** What it wrote to standard output, and what to standard error. */
  printed: string;
  told: string;
}

process.on('message', async ({ id, args }: Command) => {
  const [printed, told]: [string[], string[]] = [[], []];
  const code = await run(args, {
    env: process.env,
    input: process.stdin,
    print: (line) => printed.push(line),
    tell: (line) => told.push(line),
    prompt: (question) => told.push(question),
  });
  process.send?.({ id, code, printed: printed.join('\n'), told: told.join('\n') } satisfies Done);
});
