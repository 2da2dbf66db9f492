#!/usr/bin/env node
import module from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`workspaced needs Node 22.18 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
// Compiled code is kept between starts, where this Node can.
module.enableCompileCache?.();
run();

/** Runs the command line and ends the process. (The main module of an executable can't await at its top.) */
async function run(): Promise<void> {
  const { main } = await import('./cli/program.ts');
  const code = await main(process.argv.slice(2), process.env);
  // An exit waits for every write under way, so one whose reader never takes it would hold it up for ever.
  const isWriting = () => process.getActiveResourcesInfo().includes('FSReqCallback');
  const last = performance.now() + 1000;
  while (isWriting() && performance.now() < last) await sleep(10);
  if (isWriting()) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
