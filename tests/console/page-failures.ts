import type { Page, Request } from 'playwright-core';
import type { TestOrganization } from '../../src/server.ts';
import { operationRead } from './operation-read.ts';
import { textOn } from './page-checks.ts';
import { addWaitingFault } from './page-organization.ts';
import type { Read } from './page-row.ts';

/** Long enough to be heard of, and too short to be waited for. */
const delay_ms = 200;
/** More often than anything is tried again. */
const times = 100;

/** Lets the responses to a read be late; where no fault can do it, until its label is on the screen. */
export async function hold(page: Page, organization: TestOrganization, read: Read): Promise<void> {
  if (!isPath(read)) {
    await organization.fail(read.of, { delay_ms, times });
    return;
  }
  const label = page.getByRole('status', { name: read.label, includeHidden: true });
  await page.route(patternOf(read), async (route) => {
    await label.waitFor();
    await route.continue();
  });
}

/** Lets a read fail until faults are ended. */
export async function fail(page: Page, organization: TestOrganization, read: Read): Promise<void> {
  if (isPath(read)) await page.route(patternOf(read), (route) => route.abort());
  else await organization.fail(read.of, { status: 503, times });
}

/** Ends everything that was made to happen, but for the fault that belongs to the organization. */
export async function endFaults(page: Page, { baseURL, id, adminKey }: TestOrganization): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const headers = { 'x-api-key': adminKey };
  await fetch(`${baseURL}/x/sandbox/organizations/${id}/faults`, { method: 'DELETE', headers });
  await addWaitingFault(baseURL, id, adminKey);
}

/** Waits until the page says that the read failed, with the ID of the request where there was a response. */
export async function checkFailed(page: Page, read: Read): Promise<void> {
  if (isPath(read)) {
    await textOn(page, 'Can’t reach the server').waitFor();
    return;
  }
  await textOn(page, read.says ?? 'The server returned an error').waitFor();
  if (read.says === undefined) await textOn(page, 'Request ID: req_').waitFor();
}

/** Leaves the form, whose page then tries by itself, and waits until that has failed, too. */
export async function leaveForm(page: Page, read: Read): Promise<void> {
  const asked = nextRequest(page, read);
  await page.keyboard.press('Escape');
  await page.locator('[data-dialog]').waitFor({ state: 'detached' });
  await asked;
  await checkFailed(page, read);
}

/** Presses “Try again” wherever it is, which reads once more at once. */
export async function tryAgain(page: Page, read: Read): Promise<void> {
  const buttons = page.getByRole('button', { name: 'Try again' });
  for (let part = (read.parts ?? 1) - 1; part >= 0; part--) {
    await buttons.nth(part).waitFor();
    const asked = nextRequest(page, read);
    await buttons.nth(part).click();
    await asked;
  }
}

/** The same once it would help; the page also goes on trying by itself, so that the button may be gone by then. */
export async function tryUnlessShown(page: Page, read: Read): Promise<void> {
  const buttons = page.getByRole('button', { name: 'Try again' });
  for (let part = (read.parts ?? 1) - 1; part >= 0; part--) {
    await buttons
      .nth(part)
      .click({ timeout: 1000 })
      .catch(() => {});
  }
}

function nextRequest(page: Page, read: Read): Promise<Request> {
  const isIt = (request: Request) =>
    isPath(read)
      ? new URL(request.url()).pathname.endsWith(read.of.split('*').at(-1) ?? '')
      : operationRead(request.method(), request.url()) === read.of;
  // What is on screen is read again after 10 seconds anyway.
  return page.waitForRequest(isIt, { timeout: 5000 });
}

const isPath = ({ of }: Read): boolean => of.startsWith('/');
const patternOf = ({ of }: Read): string => `**${of}`;
