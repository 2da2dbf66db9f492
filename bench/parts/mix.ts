import type { Request } from '../harness/load.ts';
import { bodies, type SeededOrganization } from '../harness/seed.ts';
import { headersFor, type Operation, operation } from './operations.ts';

const collection = '/v1/organizations/workspaces';
/** More than most loads send. */
const requestsOfALoad = 40_000;

/**
 * Nine reads to a write, in random order: as many gets as pages of 20, as many creates as updates, of any workspaces of
 * any of the organizations. Each load goes on with other requests; with the same seed they are the same in every run.
 */
export function mix(name: string, organizations: readonly SeededOrganization[], seed = 1): Operation {
  const random = generator(seed);
  const any = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const request = (): Request => {
    const { key, workspaces } = any(organizations);
    const id = any(workspaces);
    const kind = random();
    const headers = { 'x-api-key': key };
    if (kind < 0.45) return { method: 'GET', path: `${collection}/${id}`, headers };
    if (kind < 0.9) return { method: 'GET', path: `${collection}?after_id=${id}`, headers };
    if (kind < 0.95) return createWith(key);
    return { method: 'POST', path: `${collection}/${id}`, body: repaint(random()), headers };
  };
  return operation(name, sharedHeaders, () => Array.from({ length: requestsOfALoad }, request));
}

/** A create, and then pages of 20 after any workspaces. */
export function pagesAfterACreate(name: string, organization: SeededOrganization, pages: number): Operation {
  const random = generator(2);
  const { key, workspaces } = organization;
  const page = (): Request => {
    const id = workspaces[Math.floor(random() * workspaces.length)];
    return { method: 'GET', path: `${collection}?after_id=${id}` };
  };
  return operation(name, headersFor(key), () =>
    Array.from({ length: requestsOfALoad }, (_, index) => (index % (pages + 1) === 0 ? create() : page())),
  );
}

/** Creates by each of the organizations in turn. */
export const createsOverAll = (name: string, organizations: readonly SeededOrganization[]): Operation =>
  operation(name, sharedHeaders, () =>
    Array.from({ length: 64 }, () => organizations.map(({ key }) => createWith(key))).flat(),
  );

/** Creates and updates in turn, of one organization. */
export function writes({ key, workspaces }: SeededOrganization): Operation {
  const random = generator(3);
  const update = (id: string): Request => ({
    method: 'POST',
    path: `${collection}/${id}`,
    body: repaint(random()),
  });
  return operation('writes', headersFor(key), () => workspaces.flatMap((id) => [create(), update(id)]));
}

const { 'x-api-key': _, ...sharedHeaders } = headersFor('');
let made = 0;
function create(): Request {
  made += 1;
  return { method: 'POST', path: collection, body: bodies[made % bodies.length] as string };
}
const createWith = (key: string): Request => ({ ...create(), headers: { 'x-api-key': key } });

/** Any of 16 million colours: it is hardly ever the one that a workspace has. */
const repaint = (random: number): string =>
  `{"display_color":"#${Math.floor(random * 0x1000000)
    .toString(16)
    .padStart(6, '0')}"}`;

/** Random numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
