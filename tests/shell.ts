import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { program } from './environment.ts';

/**
 * A shell that is given one block after the other, as a person does; it ends at the first command that fails. `workspaced`
 * is the program under test.
 */
export class Shell {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #output: AsyncIterator<string>;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn('bash', { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#output = this.#child.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
    const define = `workspaced() { '${process.execPath}' '${program}' "$@"; }`;
    this.#child.stdin.write(`exec 2>&1; set -euo pipefail\n${define}\n`);
  }

  /** Runs a block; answers what it printed, and throws that where a command fails. */
  async run(block: string): Promise<string> {
    this.#child.stdin.write(`{\n${block}\n} < /dev/null\nprintf '\\0'\n`);
    let printed = '';
    while (!printed.endsWith('\0')) {
      const { value, done } = await this.#output.next();
      if (done) throw new Error(`a command failed: ${block}\n${printed}`);
      printed += value;
    }
    return printed.slice(0, -1);
  }

  /** Ends it. */
  close(): void {
    this.#child.stdin.end();
  }
}
