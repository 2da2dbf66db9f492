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
  open(path?: string, options?: BrowserContextOptions): Promise<Page>;
  create(body: object): Promise<Workspace>;
  /** Creates that many, named by number; 0 is the oldest. */
  createMany(count: number, body?: (index: number) => object): Promise<Workspace[]>;
  archive(id: string): Promise<Workspace>;
  list(query?: string): Promise<Workspace[]>;
}

export async function startFixture(options: ServerOptions = {}): Promise<Fixture> {
  ensureBuild();
  const browser = await launch();
  const server = await startServer({ sandbox: false, ...options });
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${server.baseURL}${collection}${path}`, {
      method,
      headers: { 'x-api-key': server.adminKey },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as T;
  };
  const create = (body: object) => call<Workspace>('POST', '', body);
  return {
    server,
    browser,
    async open(path = '/', contextOptions) {
      const page = await browser.newPage({ baseURL: server.baseURL, ...contextOptions });
      await page.goto(`/console${path}`);
      await signIn(page, server.adminKey);
      return page;
    },
    create,
    async createMany(count, body = () => ({})) {
      const created = [];
      for (let index = 0; index < count; index++) {
        created.push(await create({ name: `Workspace ${index}`, ...body(index) }));
      }
      return created;
    },
    archive: (id) => call('POST', `/${id}/archive`),
    list: async (query = '') => (await call<{ data: Workspace[] }>('GET', `?limit=1000&${query}`)).data,
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
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** The names in the table, from above. */
export const namesIn = (page: Page): Promise<string[]> => page.locator('.row-link').allTextContents();
