import type { FastifyInstance } from 'fastify';
import { ApiError } from '../contract/errors.ts';
import { missingFamily } from '../contract/families.ts';

/** The error for a request that matches no route. */
export type Unknown = (url: string) => ApiError;

/**
 * Collects every route mounted from now on. The error is 405 with `Allow` if the path has other methods, otherwise 404,
 * which names the part of the vendor's API that is missing here.
 */
export function collectRoutes(app: FastifyInstance): Unknown {
  const routes = new Map<string, { pattern: RegExp; verbs: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    // To API clients the root doesn't exist.
    if (url === '*' || url === '/') return;
    const path = url.replaceAll('.', '\\.').replace('*', '.*').replaceAll(/:\w+/g, '[^/]+');
    const pattern = new RegExp(`^${path}$`);
    const route = routes.get(url) ?? { pattern, verbs: new Set() };
    for (const verb of [method].flat()) route.verbs.add(verb);
    routes.set(url, route);
  });
  return (url) => {
    const path = url.split('?', 1)[0] ?? '';
    const verbs = [...routes.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap((route) => [...route.verbs]);
    if (verbs.length === 0) {
      const family = missingFamily(path);
      return new ApiError(
        'not_found_error',
        family ? `Not found: this server doesn’t offer ${family}.` : 'Not found',
      );
    }
    const headers = { allow: verbs.join(', ') };
    return new ApiError('invalid_request_error', 'Method not allowed', { status: 405, headers });
  };
}
