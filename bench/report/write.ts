import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { charts } from './charts.ts';
import { markdown } from './markdown.ts';
import type { Results } from './results.ts';

/** Writes docs/benchmarks.md and its charts into a folder. */
export function writeReport(results: Results, folder: string): void {
  const pictures = join(folder, 'docs', 'benchmarks');
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(folder, 'docs', 'benchmarks.md'), markdown(results));
  for (const [name, svg] of Object.entries(charts(results))) writeFileSync(join(pictures, name), svg);
}
