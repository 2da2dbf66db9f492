import type { ReadStream } from 'node:tty';
import type { Environment } from '../config/read.ts';

/** What every command is given beside its own arguments. */
export interface Context {
  env: Environment;
  /** Where a person's answers come from, if it is a terminal. */
  input: Pick<ReadStream, 'isTTY'> & NodeJS.ReadableStream;
  /** Writes a line that scripts may read. */
  print: (line: string) => void;
  /** Writes a line for people. */
  tell: (line: string) => void;
  /** Writes a question for people, whose answer follows on the same line. */
  prompt: (question: string) => void;
}

/** A wish that can't be granted as it was said: exit code 2, the message tells what to do. */
export class UsageError extends Error {}
