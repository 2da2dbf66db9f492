import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { Block } from './blocks.ts';

/** Where a sample runs. */
export interface Place {
  folder: string;
  env: NodeJS.ProcessEnv;
}

/** Whether Node runs it. */
export const isJavaScript = ({ language }: Block): boolean => language === 'ts' || language === 'js';

/** Runs a JavaScript or TypeScript sample under a Node; answers what it printed, and throws that where it fails. */
export function runJavaScript(node: string, text: string, place: Place): Promise<string> {
  return feed([node, '--input-type=module-typescript', '-'], text, place);
}

/** Runs a shell sample, which ends at the first command that fails; answers what it printed, and throws that. */
export function runShell(text: string, place: Place): Promise<string> {
  return feed(['bash', '-euo', 'pipefail'], text, place);
}

async function feed([file = '', ...args]: string[], input: string, place: Place): Promise<string> {
  const child = execFile(file, args, { cwd: place.folder, env: place.env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      printed += data;
    });
  }
  child.stdin?.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`it ended with ${code}: ${printed}`);
  return printed;
}
