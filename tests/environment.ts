import { join } from 'node:path';
import { root } from '../scripts/root.ts';

/** The program under test: the sources, unless `TEST_PROGRAM` names another, such as the build, which starts faster. */
export const program = process.env.TEST_PROGRAM ?? join(root, 'src/main.ts');

/** What says where programs and folders are, how npm is set up, and where the tests' own servers are. */
const kept = /^(PATH|HOME|TMPDIR|TERM|NODE_COMPILE_CACHE|TEST_\w+|WIRE_\w+|npm_config_\w+)$/i;

/**
 * The environment for a program under test: the little that it needs of ours, and these variables. Whatever else is
 * set where the tests run (`CI`, `NO_COLOR`, `PGHOST`, `DATABASE_URL`, a proxy…) would change what some test sees.
 */
export function environment(variables: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => kept.test(name));
  return { ...Object.fromEntries(ours), ...variables };
}
