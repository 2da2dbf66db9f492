import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Command } from 'commander';
import type { Context } from './context.ts';
import { addUrl, baseOf, type TargetOptions } from './target.ts';

/** The command that opens a URL, by system; `xdg-open` on all others. */
const openers: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  // `start` would pass the URL through a shell.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Adds the command that opens the console in a browser. */
export function addOpen(program: Command, context: Context): void {
  addUrl(program.command('open'))
    .description('Open the console in the browser, and print its URL.')
    .action((options) => open(options, context));
}

async function open(options: TargetOptions, { env, print, tell }: Context): Promise<void> {
  const url = `${baseOf(options, env)}/console/`;
  print(url);
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  try {
    const browser = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
    await once(browser, 'spawn');
    browser.unref();
  } catch {
    tell('No browser could be opened: open this URL in yours.');
  }
}
