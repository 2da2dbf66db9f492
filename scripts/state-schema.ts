import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StateDocument } from '../src/state/document.ts';
import { root } from './root.ts';

/** Where the schema of state documents is committed, for editors. */
export const stateSchemaFile = join(root, 'state.schema.json');

/** The schema, laid out for people, without what only this program reads. */
export function stateSchemaText(): string {
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...StateDocument };
  const known = (name: string, value: unknown) => (name.startsWith('x-') ? undefined : value);
  return `${JSON.stringify(schema, known, 2)}\n`;
}

if (import.meta.main) await writeFile(stateSchemaFile, stateSchemaText());
