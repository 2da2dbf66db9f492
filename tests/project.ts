import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/root.ts';
import { blocksOf } from '../scripts/samples/blocks.ts';
import { runShell } from '../scripts/samples/run.ts';
import { environment } from './environment.ts';

/** The block of a page under the heading that begins like this, the last one in this language; throws if there is none. */
export function blockOf(page: string, heading: string, language: string): string {
  const found = blocksOf(page).filter(
    (block) => block.heading.startsWith(heading) && block.language === language,
  );
  const last = found.at(-1);
  if (last === undefined) throw new Error(`${page} has no ${language} under ${heading}`);
  return last.text;
}

/**
 * Makes `project` in the folder, with `workspaced` installed as docs/recipes.md says, from a tarball in `workspaced` beside
 * it, and with the official SDK; returns its path.
 */
export async function createProject(folder: string): Promise<string> {
  const [project, clone] = [join(folder, 'project'), join(folder, 'workspaced')];
  for (const each of [project, clone]) mkdirSync(each);
  writeFileSync(
    join(project, 'package.json'),
    '{"private":true,"type":"module","scripts":{"test":"node --test"}}',
  );
  // The build is there already; to make it once more would disturb the tests that use it.
  const env = environment({ npm_config_ignore_scripts: 'true', npm_config_offline: 'true' });
  await runShell(`npm pack --pack-destination '${clone}'`, { folder: root, env });
  await runShell(blockOf('docs/recipes.md', 'Install', 'sh'), { folder: project, env });
  mkdirSync(join(project, 'node_modules/@anthropic-ai'));
  const sdk = 'node_modules/@anthropic-ai/sdk';
  symlinkSync(join(root, sdk), join(project, sdk));
  return project;
}
