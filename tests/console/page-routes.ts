import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const router = join(import.meta.dirname, '..', '..', 'console', 'src', 'router.tsx');

/** A route as the router declares it. */
interface Route {
  /** The name of the route that it belongs to. */
  parent: string;
  /** Below that of its parent; absent where it only wraps others. */
  path: string | undefined;
  /** The name of its file, without the ending; absent where it is part of another’s. */
  file: string | undefined;
}

/** The routes of the console by name; throws if one is written in a way that can’t be read here, or isn’t in the tree. */
export function readRoutes(): Map<string, Route> {
  const text = readFileSync(router, 'utf8');
  const parts = text.split(/(?=^const \w+ = createRoute\()/m).slice(1);
  if (parts.length !== text.match(/createRoute\(/g)?.length) throw new Error('a route has no name');
  const tree = text.slice(text.indexOf('const routeTree'), text.indexOf('export const router'));
  const mounted = new Set(tree.match(/\w+/g));
  return new Map(
    parts.map((part) => {
      const [, name] = /^const (\w+)/.exec(part) ?? [];
      const [, parent] = /getParentRoute: \(\) => (\w+)/.exec(part) ?? [];
      const [, path] = /\bpath: '([^']*)'/.exec(part) ?? [];
      const [, id] = /\bid: '([^']*)'/.exec(part) ?? [];
      const [, file] = /import\('.*\/([\w-]+)\.tsx'\)/.exec(part.slice(0, part.indexOf('\n});'))) ?? [];
      if (name === undefined || parent === undefined || (path ?? id) === undefined) {
        throw new Error(`this route can’t be read: ${part.slice(0, 200)}`);
      }
      if (!mounted.has(name)) throw new Error(`the route ${name} is not in the tree`);
      return [name, { parent, path, file }];
    }),
  );
}

/** The paths of all pages of the console. */
export function pagePaths(): string[] {
  const routes = readRoutes();
  const paths = [...routes].flatMap(([name, { path }]) => (path === undefined ? [] : [pathOf(name, routes)]));
  return [...new Set(paths)].sort();
}

/** A path with those above it; that of a layout is the one of its index. */
function pathOf(name: string, routes: ReadonlyMap<string, Route>): string {
  const route = routes.get(name);
  if (route === undefined) return '';
  const own = (route.path ?? '').replaceAll(/^\/|\/$/g, '');
  const above = pathOf(route.parent, routes).replace(/\/$/, '');
  return `${above}/${own}`.replace(/(.)\/$/, '$1');
}
