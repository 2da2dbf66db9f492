import type { FastifyInstance } from 'fastify';
import { ApiError } from '../contract/errors.ts';
import { missingFamily } from './families.ts';

/** Tells what is wrong with a request that no route fits. */
export type Unknown = (url: string) => ApiError;

/** 405 with `Allow` where the path has routes of other verbs, else 404, which names what of the vendor's API is missing here; knows every route mounted from now on. */
export function collectRoutes(app: FastifyInstance): Unknown {
  const routes = new Map<string, { pattern: RegExp; verbs: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    // To clients the root is no path.
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
