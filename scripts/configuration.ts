import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Setting } from '../src/config/setting.ts';
import { flagOf, type SettingName, settings, variableOf } from '../src/config/settings.ts';
import { root } from './root.ts';

/** Where the page of settings is committed. */
export const configurationFile = join(root, 'docs/configuration.md');

const head = `# Configuration

A flag comes before its environment variable, and both before the default. A flag, a \`WORKSPACED_\` variable or a
value that can't be used is refused by name before anything starts. \`workspaced serve --print-config\` prints what is
in effect, without secrets. A secret has no flag, for flags are seen by every process of the machine.

This page is written by \`npm run docs\` from \`src/config/settings.ts\`.

| Flag | Environment variable | Default | |
|---|---|---|---|
`;

/** The page of settings, one row for each. */
export function configurationText(): string {
  const rows = (Object.keys(settings) as SettingName[]).map(row);
  return head + rows.join('');
}

function row(name: SettingName): string {
  const setting: Setting<unknown> = settings[name];
  const flag = setting.secret ? '–' : code(`${flagOf(name)} <${setting.placeholder}>`);
  const variables = [variableOf(name), ...(setting.alias ? [setting.alias] : [])].map(code).join(', ');
  const usual = String(setting.default ?? '');
  return `| ${flag} | ${variables} | ${usual === '' ? 'none' : code(usual)} | ${escapePipes(setting.help)} |\n`;
}

const escapePipes = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${escapePipes(text)}\``;

if (import.meta.main) await writeFile(configurationFile, configurationText());
