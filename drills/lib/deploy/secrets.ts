import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../teardown.ts';
import { root } from './image.ts';

/** A directory as make-secrets.sh fills it. */
export class Secrets {
  readonly directory = temporaryDirectory('secrets');
  readonly #owner: string;

  /** `owner` is the user id of the servers, and here of PostgreSQL as well. */
  constructor(owner: number) {
    this.#owner = String(owner);
    chmodSync(this.directory, 0o755);
  }

  /** Runs the script. */
  make(): void {
    execFileSync('sh', [join(root, 'deploy/make-secrets.sh'), this.directory, this.#owner, this.#owner]);
  }

  /** What is in a file, without the line's end. */
  read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8').trim();
  }
}
