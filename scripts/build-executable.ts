import { join } from 'node:path';
import { buildExecutable } from './build/executable.ts';
import { root } from './root.ts';

await buildExecutable(join(root, 'dist'), join(root, 'build/workspaced'));
