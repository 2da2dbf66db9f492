import type { Command } from 'commander';
import { Exit, UsageError } from './context.ts';
import { Unreachable } from './unreachable.ts';

/** The exit codes of commands that compare, as help texts tell them; 2 is thus none of their failures. */
export const comparingCodes =
  'Exit codes: 0 nothing to do, 2 changes, 1 failed, 3 the server can’t be reached.';

/** Makes a command that compares end with its own exit codes, whatever fails. */
export function withComparingCodes<Given extends unknown[]>(
  command: Command,
  action: (...given: Given) => Promise<void>,
): void {
  command
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new Exit(1);
    })
    .action(async (...given) => {
      try {
        await action(...(given as Given));
      } catch (error) {
        if (error instanceof Unreachable) throw new Exit(3, error.message);
        throw error instanceof UsageError ? new Exit(1, error.message) : error;
      }
    });
}
