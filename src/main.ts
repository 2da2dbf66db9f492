#!/usr/bin/env node
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`workspaced needs Node 22.18 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
// Compiled code is kept between starts, where this Node can.
module.enableCompileCache?.();
const { main } = await import('./cli/program.ts');
process.exit(await main(process.argv.slice(2), process.env));
