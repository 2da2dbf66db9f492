import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Workspace } from '../../src/api/workspaces/contract.ts';
import { type Server, type ServerOptions, startServer } from '../../src/server.ts';
import { ensureBuild, launch, type TestBrowser } from './browser.ts';

const collection = '/v1/organizations/workspaces';

/** A real server, a real browser, and ways to use both. */
export interface Fixture extends AsyncDisposable {
  server: Server;
  browser: TestBrowser;
  /** A page of the console, signed in through its form. */
  open(path?: string, options?: BrowserContextOptions & { key?: string }): Promise<Page>;
  create(body: object): Promise<Workspace>;
  /** Creates that many, named by number; 0 is the oldest. */
  createMany(count: number, body?: (index: number) => object): Promise<Workspace[]>;
  archive(id: string): Promise<Workspace>;
  list(query?: string): Promise<Workspace[]>;
  /** Calls any operation with the server’s admin key, or another; throws for a refusal. */
  call<T>(method: string, path: string, body?: object, key?: string): Promise<T>;
}

export async function startFixture(options: ServerOptions = {}): Promise<Fixture> {
  ensureBuild();
  const server = await startServer({ sandbox: false, ...options });
  const browser = await launch();
  const call = async <T>(method: string, path: string, body?: object, key = server.adminKey): Promise<T> => {
    const response = await fetch(server.baseURL + path, {
      method,
      headers: { 'x-api-key': key, 'anthropic-version': '2026-10-21' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as T;
  };
  const create = (body: object) => call<Workspace>('POST', collection, body);
  return {
    server,
    browser,
    async open(path = '/', { key = server.adminKey, ...contextOptions } = {}) {
      const page = await browser.newPage({ baseURL: server.baseURL, ...contextOptions });
      await page.goto(`/console${path}`);
      await signIn(page, key);
      return page;
    },
    call,
    create,
    async createMany(count, body = () => ({})) {
      const created = [];
      for (let index = 0; index < count; index++) {
        created.push(await create({ name: `Workspace ${index}`, ...body(index) }));
      }
      return created;
    },
    archive: (id) => call('POST', `${collection}/${id}/archive`),
    list: async (query = '') =>
      (await call<{ data: Workspace[] }>('GET', `${collection}?limit=1000&${query}`)).data,
    async [Symbol.asyncDispose]() {
      await using _ = server;
      await browser.close();
    },
  };
}

/** Fills in the form and waits for the console behind it. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('Admin key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // Behind the dialog of a form it can’t be reached.
  await page.locator('[aria-label=Account]').waitFor({ state: 'attached' });
}

/** Waits until the code of every page is there, the last of which is that of the components. */
export const preloaded = (page: Page): Promise<void> =>
  page.evaluate(`new Promise((done) => {
    const isThere = ({ name, responseEnd }) => /components-page.*[.]js/.test(name) && responseEnd > 0;
    const look = () => (performance.getEntriesByType('resource').some(isThere) ? done() : setTimeout(look, 50));
    look();
  })`);

/** Signs out through the account menu. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Admin key').waitFor();
}

/** The names in the table, from above. */
export const namesIn = (page: Page): Promise<string[]> => page.locator('[data-row-link]').allTextContents();
