import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Environment } from '../config/read.ts';
import { UsageError } from './context.ts';

/** The server that a command calls, and the key that it calls with. */
export interface Target {
  /** Without a trailing slash. */
  base: string;
  /** The flag that sets it; `--url` if absent. */
  urlFlag?: string;
  /** Absent: for requests that need none. */
  key?: string;
  /** The flag or variable that the key came from. */
  keySource?: string;
}

/** A target with a key. */
export type KeyedTarget = Target & Required<Pick<Target, 'key' | 'keySource'>>;

/** The values of the options that `addTarget` adds. */
export interface TargetOptions {
  url?: string;
  keyFile?: string;
}

const urlVariables = ['WORKSPACED_URL', 'ANTHROPIC_BASE_URL'];
const keyVariables = ['WORKSPACED_KEY', 'ANTHROPIC_ADMIN_KEY', 'ANTHROPIC_API_KEY'];
const usualUrl = 'http://127.0.0.1:4010';

/** Adds the option for the server's URL. */
export const addUrl = (command: Command) =>
  command.option('--url <url>', `URL of the server (default: ${usualUrl}) [${urlVariables.join(', ')}]`);

/** Adds the options for the server's URL and the key. */
export const addTarget = (command: Command) =>
  addUrl(command).option(
    '--key-file <path>',
    `File that holds the key [or the key: ${keyVariables.join(', ')}]`,
  );

/** The server and the key from the options and the environment. */
export function targetOf(options: TargetOptions, env: Environment): KeyedTarget {
  return { base: baseOf(options, env), ...keyOf(options, env) };
}

/** The URL of the server; a trailing `/v1` is removed. */
export function baseOf({ url }: TargetOptions, env: Environment): string {
  const [source, text] = url === undefined ? firstSet(urlVariables, env) : ['--url', url];
  return readBase(source, text ?? usualUrl);
}

/** The base URL in a text; the error names where the text came from. */
export function readBase(source: string, text: string): string {
  const base = text.replace(/\/*(\/v1)?\/*$/, '');
  if (!/^https?:\/\/[^/?#\s@]+(\/[^?#\s]*)?$/.test(base) || !URL.canParse(base)) {
    throw new UsageError(`${source} should be a URL such as ${usualUrl}.`);
  }
  return base;
}

function keyOf({ keyFile }: TargetOptions, env: Environment): Omit<KeyedTarget, 'base'> {
  const [keySource, text] =
    keyFile === undefined ? firstSet(keyVariables, env) : [`--key-file ${keyFile}`, readKey(keyFile)];
  if (text === undefined) {
    throw new UsageError('there is no key: set WORKSPACED_KEY or ANTHROPIC_API_KEY, or use --key-file.');
  }
  return { key: checkKey(text, keySource), keySource };
}

/** The key in a text; the error names where the text came from. */
export function checkKey(text: string, source: string | undefined): string {
  const key = text.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new UsageError(`${source} should hold one key, without spaces or line breaks.`);
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`--key-file ${path}: ${(error as Error).message}`);
  }
}

/** The first of these variables that is set, and its value. */
function firstSet(names: readonly string[], env: Environment): [name: string, value: string | undefined] {
  const name = names.find((each) => env[each]?.trim()) ?? '';
  return [name, env[name]];
}
