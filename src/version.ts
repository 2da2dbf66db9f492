import { readFileSync } from 'node:fs';
import { packageFile } from './paths.ts';

/** This program's version, as in its package. */
export const version: string = JSON.parse(readFileSync(packageFile, 'utf8')).version;
