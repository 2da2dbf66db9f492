import type { Page } from 'playwright-core';
import type { Fixture } from './fixture.ts';

/** Lends each of a few things to one user at a time. */
export class Pool<T> {
  readonly #free: T[];
  readonly #waiting: ((each: T) => void)[] = [];

  constructor(all: readonly T[]) {
    this.#free = [...all];
  }

  async use<R>(work: (each: T) => Promise<R>): Promise<R> {
    const each = this.#free.pop() ?? (await new Promise<T>((lend) => this.#waiting.push(lend)));
    try {
      return await work(each);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(each);
      else this.#free.push(each);
    }
  }
}

/** Notes what is announced, so that nothing is too short to be seen. */
const listening = `(() => {
  window.heard = [];
  const hear = (element) => heard.push(element.ariaLabel ?? element.textContent);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches('[role=status]')) hear(node);
        node.querySelectorAll('[role=status]').forEach(hear);
      }
    }
  }).observe(document, { childList: true, subtree: true });
})()`;

/** A tab of its own, without a session. */
export async function openTab({ browser, server }: Fixture): Promise<Page> {
  const page = await browser.newPage({ baseURL: server.baseURL, reducedMotion: 'reduce' });
  await page.addInitScript(listening);
  await page.addInitScript("localStorage.setItem('workspaced.signed-in', '1')");
  return page;
}

/** The labels of what was announced since the page was opened. */
export const heardOn = (page: Page): Promise<string[]> => page.evaluate('heard');

/** Begins a session with a key in the tab, in place of the one before. */
export async function signInAs(page: Page, key: string): Promise<void> {
  const response = await page.request.post('/x/v1/session', { headers: { 'x-api-key': key } });
  if (!response.ok()) throw new Error(await response.text());
}

/**
 * Lets the requests of the tab bear this key, besides its session. To the server they are those of a client then, which
 * faults strike; what the console asks by its session alone they spare.
 */
export const askAsClient = (page: Page, key: string): Promise<void> =>
  page.setExtraHTTPHeaders({ 'x-api-key': key });
