import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildExecutable } from './build/executable.ts';
import { root } from './root.ts';

const file = join(root, 'build/workspaced');
await buildExecutable(join(root, 'dist'), file);
console.log(`${file}, ${Math.round(statSync(file).size / 1e6)} MB`);
