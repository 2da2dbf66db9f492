import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where this run keeps databases and logs, gone when it ends. It must be on a real disk: set TMPDIR where /tmp isn't. */
export const work = mkdtempSync(join(tmpdir(), 'workspaced-bench-'));

// PostgreSQL refuses to run as root and is then run by a user of its own, who must get in.
chmodSync(work, 0o755);

process.on('exit', () => rmSync(work, { recursive: true, force: true }));
