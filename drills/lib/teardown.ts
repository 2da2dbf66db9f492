import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.ts';

const steps: (() => void)[] = [];

/** Adds a synchronous step that runs when this process ends, by whatever way; the last added runs first. */
export function atExit(step: () => void): void {
  steps.push(step);
}

/** A new directory for this run, readable by `owner`, removed with all that is in it when this process ends. */
export function temporaryDirectory(name: string, owner?: Account): string {
  const directory = mkdtempSync(join(tmpdir(), `workspaced-${name}-`));
  if (owner) chownSync(directory, owner.uid, owner.gid);
  atExit(() => rmSync(directory, { recursive: true, force: true, maxRetries: 20 }));
  return directory;
}

/** Ends the drill with one sentence. */
export function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

process.once('exit', () => {
  for (const step of steps.reverse()) {
    try {
      step();
    } catch (error) {
      console.error(error);
    }
  }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
