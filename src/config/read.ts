import { isDeepStrictEqual } from 'node:util';
import { isDocument } from './seed.ts';
import { ConfigError, type Setting } from './setting.ts';
import { flagOf, type SettingName, type Settings, settings, variableOf } from './settings.ts';

/** Settings as they are given: variables by their names, flags by the names of settings. */
export type Environment = Record<string, string | undefined>;
export type Flags = { [name in SettingName]?: string };

/** Variables of the commands that call a server; they aren't settings of a server. */
const clientVariables = ['WORKSPACED_URL', 'WORKSPACED_KEY'];
const table = Object.entries(settings) as [SettingName, Setting<unknown>][];

/**
 * The effective settings: flags, then the environment, then defaults. Throws for an invalid value, and for a `WORKSPACED_`
 * variable that isn't a setting.
 */
export function readSettings(flags: Flags, env: Environment): Settings {
  const variables = new Set([...clientVariables, ...table.map(([name]) => variableOf(name))]);
  for (const variable of Object.keys(env)) {
    if (variable.startsWith('WORKSPACED_') && !variables.has(variable)) {
      throw new ConfigError(`${variable} is not a setting. See workspaced serve --help.`);
    }
  }
  return Object.fromEntries(
    table.map(([name, setting]) => [name, readOne(name, setting, flags, env)]),
  ) as Settings;
}

/** The given settings, with defaults for the rest. Throws for an unknown name or an invalid value. */
export function completeSettings(given: Partial<Settings>): Settings {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(settings, name));
  if (unknown !== undefined) throw new ConfigError(`${unknown} is not a setting.`);
  return Object.fromEntries(
    table.map(([name, setting]) => [name, completeOne(name, setting, given[name])]),
  ) as Settings;
}

function completeOne(name: SettingName, setting: Setting<unknown>, value: unknown): unknown {
  if (value === undefined || isDeepStrictEqual(value, setting.default)) return setting.default;
  try {
    return setting.read(String(value));
  } catch (error) {
    throw new ConfigError(`${name} ${(error as Error).message}.`);
  }
}

function readOne(name: SettingName, setting: Setting<unknown>, flags: Flags, env: Environment): unknown {
  const sources: [string, string | undefined][] = [
    [flagOf(name), flags[name]],
    [variableOf(name), env[variableOf(name)]],
    [setting.alias ?? '', env[setting.alias ?? '']],
  ];
  const [source, text] = sources.find(([, value]) => value !== undefined) ?? ['', undefined];
  if (text === undefined) return setting.default;
  try {
    return setting.read(text);
  } catch (error) {
    throw new ConfigError(`${source} ${(error as Error).message}.`);
  }
}

/** The settings as lines for people, without secrets. */
export function printSettings(effective: Settings): string {
  const shown = table.map(([name, setting]) => {
    const value = effective[name];
    const hidden = value !== undefined && (setting.secret || (name === 'seed' && isDocument(String(value))));
    const shorten = setting.secretPath ? withoutPath : withoutPassword;
    return `${flagOf(name).slice(2)} = ${hidden ? '(hidden)' : shorten(String(value ?? ''))}`;
  });
  return shown.join('\n');
}

/** Hides what follows the origin of a URL. */
const withoutPath = (url: string) => url.replace(/^(\w+:\/\/[^/]+\/).+/, '$1***');

/** Hides the password in a URL; other texts stay as they are. */
export function withoutPassword(text: string): string {
  return text
    .replace(/^(\w+:\/\/[^:/@]*):[^?#]*@/, '$1:***@')
    .replace(/([?&](?:password|sslpassword)=)[^&]*/g, '$1***');
}
