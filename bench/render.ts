// node bench/render.ts: regenerates docs/benchmarks.md and its charts from bench/results.json, after a change of their text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from './report/write.ts';

const root = join(import.meta.dirname, '..');
writeReport(JSON.parse(readFileSync(join(root, 'bench', 'results.json'), 'utf8')), root);
