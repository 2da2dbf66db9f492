import createRouter from 'find-my-way';
import type { Operation } from '../contract/operation.ts';
import type { Reader } from './reads.ts';

/** The operation that a URL asks for, and what the URL says. */
export interface FoundRead {
  operation: Operation;
  read: Reader;
  params: Record<string, string | undefined>;
  query: unknown;
}

interface Route {
  operation: Operation;
  read: Reader;
}

/** Finds the GET operation of a URL as Fastify would, with the router that Fastify uses. */
export class ReadRoutes {
  readonly #router: createRouter.Instance<createRouter.HTTPVersion.V1>;

  constructor(maxParamLength: number) {
    this.#router = createRouter({ maxParamLength });
  }

  /** Adds an operation; `path` has `:parameters`. */
  add(path: string, route: Route): void {
    this.#router.on('GET', path, () => {}, route);
  }

  /** Undefined for a URL that isn't one of these operations, or that needs a closer look. */
  find(url: string): FoundRead | undefined {
    const found = this.#router.find('GET', url);
    const route = found?.store as Route | null | undefined;
    if (!found || !route || Object.values(found.params).includes('')) return undefined;
    return { ...route, params: found.params, query: found.searchParams };
  }
}
