import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Command } from 'commander';
import type { Context } from './context.ts';
import { addUrl, baseOf, type TargetOptions } from './target.ts';

/** What opens a URL, by system; on all others it is `xdg-open`. */
const openers: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  // `start` would have its shell read the URL.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Adds the command that shows the console in a browser. */
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
