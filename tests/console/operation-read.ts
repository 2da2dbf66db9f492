import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Described {
  paths: Record<string, Record<string, { operationId?: string }>>;
}

const document = join(import.meta.dirname, '..', '..', 'openapi.json');
const { paths } = JSON.parse(readFileSync(document, 'utf8')) as Described;

/** Those without parameters first: a word of one path would fit a parameter of another. */
const reads = Object.entries(paths)
  .flatMap(([path, { get }]) => (get?.operationId === undefined ? [] : [{ id: get.operationId, path }]))
  .sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))
  .map(({ id, path }) => ({ id, path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));

/** The operation that a request reads by; undefined for what isn’t of the API. */
export function operationRead(method: string, url: string): string | undefined {
  const { pathname } = new URL(url);
  return method === 'GET' ? reads.find(({ path }) => path.test(pathname))?.id : undefined;
}
