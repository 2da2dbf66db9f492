#!/usr/bin/env node
import module from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`workspaced needs Node 22.18 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
// Compiled code is cached between starts, if this version of Node can.
module.enableCompileCache?.();
run();

/** Runs the command line and ends the process. (The main module of an executable can't use top-level await.) */
async function run(): Promise<void> {
  const { main } = await import('./cli/program.ts');
  const code = await main(process.argv.slice(2), process.env);
  // Exiting waits for pending writes, so one that is never read would block it for ever.
  const isWriting = () => process.getActiveResourcesInfo().includes('FSReqCallback');
  const last = performance.now() + 1000;
  while (isWriting() && performance.now() < last) await sleep(10);
  if (isWriting()) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
