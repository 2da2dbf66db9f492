import { join } from 'node:path';
import type { Command } from 'commander';
import { builtFolder, licenceFile, listShipped, readShipped } from '../shipped.ts';
import type { Context } from './context.ts';

const ofOthers = 'THIRD-PARTY-LICENSES.txt';

/** Adds the command that shows the licences of this program and of all bundled software. */
export function addLicences(program: Command, context: Context): void {
  program
    .command('licences')
    .description('Show the licences of this program and of all software in it.')
    .action(() => {
      context.print(readShipped(licenceFile).toString());
      // Without a build nothing is bundled.
      if (listShipped(builtFolder).includes(ofOthers))
        context.print(readShipped(join(builtFolder, ofOthers)).toString());
    });
}
