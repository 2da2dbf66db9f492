import { packageFile, readShipped } from './shipped.ts';

/** This program's version, as in its package. */
export const version: string = JSON.parse(readShipped(packageFile).toString()).version;
