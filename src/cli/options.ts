import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Flags, withoutPassword } from '../config/read.ts';
import type { Setting } from '../config/setting.ts';
import { flagOf, type SettingName, settings, variableOf } from '../config/settings.ts';
import type { Context } from './context.ts';

/** Adds settings as options: all of them, or those named. */
export function addSettings(command: Command, names?: readonly SettingName[]): Command {
  for (const name of names ?? (Object.keys(settings) as SettingName[])) {
    const setting: Setting<unknown> = settings[name];
    if (setting.secret) continue;
    const usual = setting.default === undefined ? '' : ` (default: ${String(setting.default) || 'none'})`;
    const help = `${setting.help}${usual} [${variableOf(name)}${setting.alias ? `, ${setting.alias}` : ''}]`;
    command.addOption(new Option(`${flagOf(name)} <${setting.placeholder}>`, help));
  }
  return command;
}

/** The settings among a command's options. */
export function flagsOf(options: Record<string, unknown>): Flags {
  const given = Object.entries(options).filter(([name]) => Object.hasOwn(settings, name));
  return Object.fromEntries(given) as Flags;
}

/** Parses an argument of a command like a setting. */
export function readAs<T>(setting: Setting<T>): (text: string) => T {
  return (text) => {
    try {
      return setting.read(text);
    } catch (error) {
      throw new InvalidArgumentError(`It ${(error as Error).message}.`);
    }
  };
}

/** Warns about a password on the command line, which every user of the machine can read, and says where else it can be. */
export function warnOfPassword(flag: string, url: string | undefined, { tell }: Context): void {
  if (url === undefined || withoutPassword(url) === url) return;
  const variables = [variableOf('database'), settings.database.alias].join(' or ');
  tell(
    `warning: ${flag} exposes its password to every user of this machine. Leave it out and set PGPASSWORD instead` +
      (flag === flagOf('database') ? `, or set the whole URL in ${variables}.` : '.'),
  );
}
