import type { ReadStream } from 'node:tty';
import type { Environment } from '../config/read.ts';

/** What every command gets besides its own arguments. */
export interface Context {
  env: Environment;
  /** Where answers are read from, if it is a terminal. */
  input: Pick<ReadStream, 'isTTY'> & NodeJS.ReadableStream;
  /** Writes a line that scripts may read. */
  print: (line: string) => void;
  /** Writes a line for people. */
  tell: (line: string) => void;
  /** Writes a question for people, whose answer follows on the same line. */
  prompt: (question: string) => void;
}

/** Ends a command with this exit code; everything is said if the message is empty. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number, message = '') {
    super(message);
    this.code = code;
  }
}

/** A usage error: exit code 2; the message says what to do. */
export class UsageError extends Error {}
