import type { Figures, Request } from '../harness/load.ts';
import { bodies, type SeededOrganization } from '../harness/seed.ts';
import type { Server } from '../harness/servers.ts';
import type { Plan } from './plan.ts';

/** An operation as it is measured. */
export interface Operation {
  name: string;
  headers: Record<string, string>;
  /** Sent in turn; where none may be sent twice, each call gives others. */
  requests: () => readonly Request[];
  /** Whether a request that is sent twice would do less work the second time. */
  once: boolean;
  /** Told how many of them a load has sent. */
  sent?: (count: number) => void;
}

const collection = '/v1/organizations/workspaces';
const get = (path: string): Request => ({ method: 'GET', path });

export const headersFor = (key: string): Record<string, string> => ({
  'x-api-key': key,
  'anthropic-version': '2023-06-01',
  'content-type': 'application/json',
});

/** The operations on a database of two organizations: the second one's workspaces are there to be archived. */
export function operationsOn(
  main: SeededOrganization,
  spare: SeededOrganization,
  archivesInARound: number,
): Operation[] {
  const ids = main.workspaces;
  const newestFirst = ids.toReversed();
  const one = (id = '') => `${collection}/${id}`;
  // Walks of steps of 20, each begun one workspace further on: 10,000 different pages.
  const pages = newestFirst.map((_, step) => {
    const place = step * 20;
    const cursor = newestFirst[(place + Math.floor(place / ids.length)) % ids.length];
    return get(`${collection}?after_id=${cursor}`);
  });
  const colours = ['#6C5BB9', '#C6613F'];
  let walked = 0;
  let archived = 0;
  const reads = (name: string, requests: Request[]) => ofOrganization(name, main, () => requests);
  return [
    gets(main),
    reads('get, the same one', [get(one(ids[0]))]),
    lists(main),
    reads('list of 20, walking through 10,000', pages.slice(0, ids.length / 20)),
    {
      // The next load goes on where the last one ended: what it asks for was dropped long ago.
      ...ofOrganization('list of 20, each page for the first time', main, () => [
        ...pages.slice(walked),
        ...pages.slice(0, walked),
      ]),
      sent: (count) => {
        walked = (walked + count) % pages.length;
      },
    },
    reads('list of 1,000', [get(`${collection}?limit=1000`)]),
    ofOrganization('update', main, () =>
      colours.flatMap((colour) =>
        ids.map((id) => ({ method: 'POST', path: one(id), body: `{"display_color":"${colour}"}` })),
      ),
    ),
    {
      ...ofOrganization('archive', spare, () => {
        archived += archivesInARound;
        return spare.workspaces
          .slice(archived - archivesInARound, archived)
          .map((id) => ({ method: 'POST', path: `${one(id)}/archive` }));
      }),
      once: true,
    },
    creates(main),
  ];
}

/** Each workspace in turn. */
export function gets(organization: SeededOrganization): Operation {
  const requests = organization.workspaces.map((id) => get(`${collection}/${id}`));
  return ofOrganization('get', organization, () => requests);
}

export const creates = (organization: SeededOrganization): Operation =>
  ofOrganization('create', organization, () =>
    bodies.map((body) => ({ method: 'POST', path: collection, body })),
  );

/** The newest 20. */
export const lists = (organization: SeededOrganization): Operation =>
  ofOrganization('list of 20, the same page', organization, () => [get(collection)]);

function ofOrganization(
  name: string,
  organization: SeededOrganization,
  requests: () => readonly Request[],
): Operation {
  return operation(name, headersFor(organization.key), requests);
}

/** Requests that may be sent again and again. */
export function operation(
  name: string,
  headers: Record<string, string>,
  requests: () => readonly Request[],
): Operation {
  return { name, headers, requests, once: false };
}

/** How long it takes until V8 has compiled all that reads and writes at the same time need, in seconds. */
export const longWarmUp = 12;

/** Loads a server until it has compiled what an operation needs: `node:http` takes two seconds, our writes up to six. */
export async function warmUp(
  server: Server,
  operation: Operation,
  { quick }: Plan,
  seconds = 6,
): Promise<void> {
  for (let left = quick ? 2 : seconds; left > 0; left--) {
    await loadWith(server, operation, { connections: 64, seconds: 1 });
  }
}

/** Loads a server with an operation; throws where a request that counts once was sent twice. */
export async function loadWith(
  server: Server,
  operation: Operation,
  how: { connections: number; seconds: number },
): Promise<Figures> {
  const requests = operation.requests();
  const figures = await server.load({ ...how, headers: operation.headers, requests });
  operation.sent?.(figures.requests);
  if (operation.once && figures.requests > requests.length) {
    throw new Error(`${operation.name}: prepare more than ${requests.length} requests for a round`);
  }
  return figures;
}
