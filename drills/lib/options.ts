import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { temporaryDirectory } from './teardown.ts';

/** What every drill can be told: `--rounds N`, `--database KIND` and `--logs DIRECTORY`, in which programs' logs outlive the drill. */
export function readOptions(defaults: { rounds: string; database?: string }): {
  rounds: number;
  database: string;
  logs: string;
} {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: defaults.rounds },
      database: { type: 'string', default: defaults.database ?? '' },
      logs: { type: 'string' },
    },
  });
  const logs = values.logs ?? temporaryDirectory('logs');
  mkdirSync(logs, { recursive: true });
  return { rounds: Number(values.rounds), database: values.database, logs };
}
