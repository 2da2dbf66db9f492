import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const router = join(import.meta.dirname, '..', '..', 'console', 'src', 'router.tsx');

/** A route as the router declares it. */
interface Route {
  parent: string;
  /** Below that of its parent; absent where it only wraps others. */
  path?: string | undefined;
}

/** The paths of all pages of the console, as its router declares them. */
export function pagePaths(): string[] {
  const text = readFileSync(router, 'utf8');
  const routes = routesIn(text);
  const tree = text.slice(text.indexOf('const routeTree'), text.indexOf('export const router'));
  const mounted = new Set(tree.match(/\w+/g));
  for (const name of routes.keys()) {
    if (!mounted.has(name)) throw new Error(`the route ${name} is not in the tree`);
  }
  const paths = [...routes].flatMap(([name, { path }]) => (path === undefined ? [] : [pathOf(name, routes)]));
  return [...new Set(paths)].sort();
}

/** The routes by name; throws if one is written in a way that can’t be read here. */
function routesIn(text: string): Map<string, Route> {
  const parts = text.split(/(?=^const \w+ = createRoute\()/m).slice(1);
  if (parts.length !== text.match(/createRoute\(/g)?.length) throw new Error('a route has no name');
  return new Map(
    parts.map((part) => {
      const [, name] = /^const (\w+)/.exec(part) ?? [];
      const [, parent] = /getParentRoute: \(\) => (\w+)/.exec(part) ?? [];
      const [, path] = /\bpath: '([^']*)'/.exec(part) ?? [];
      const [, id] = /\bid: '([^']*)'/.exec(part) ?? [];
      if (name === undefined || parent === undefined || (path ?? id) === undefined) {
        throw new Error(`this route can’t be read: ${part.slice(0, 200)}`);
      }
      return [name, { parent, path }];
    }),
  );
}

/** A path with those above it; that of a layout is the one of its index. */
function pathOf(name: string, routes: ReadonlyMap<string, Route>): string {
  const route = routes.get(name);
  if (route === undefined) return '';
  const own = (route.path ?? '').replaceAll(/^\/|\/$/g, '');
  const above = pathOf(route.parent, routes).replace(/\/$/, '');
  return `${above}/${own}`.replace(/(.)\/$/, '$1');
}
