import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Setting } from '../src/config/setting.ts';
import { flagOf, type SettingName, settings, variableOf } from '../src/config/settings.ts';
import { root } from './root.ts';

/** The generated page of settings. */
export const configurationFile = join(root, 'docs/configuration.md');

const head = `# Configuration

Flags override environment variables, and both override defaults. An unknown flag or \`WORKSPACED_\` variable, or an
invalid value, is an error before anything starts. \`workspaced serve --print-config\` prints the effective settings,
without secrets. Secrets have no flag, because every user of the machine can read flags.

Generated from \`src/config/settings.ts\` by \`npm run docs\`: don't edit this page.

| Flag | Environment variable | Default | |
|---|---|---|---|
`;

/** The text of the page, with one row per setting. */
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
