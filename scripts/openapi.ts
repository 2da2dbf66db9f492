import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer } from '../src/server.ts';
import { root } from './root.ts';

/** Where the document of the API is committed. */
export const openapiFile = join(root, 'openapi.json');

/** The document of the API as a server with the default settings tells it, laid out for people. */
export async function openapiText(): Promise<string> {
  await using server = await startServer();
  const response = await fetch(`${server.baseURL}/openapi.json`);
  return `${JSON.stringify(await response.json(), null, 2)}\n`;
}

if (import.meta.main) await writeFile(openapiFile, await openapiText());
