import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Fixture, startFixture } from './fixture.ts';

const images = join(import.meta.dirname, '..', '..', 'docs', 'images');
const day = 86_400_000;
const now = Date.now();
const names = [
  'Billing assistant',
  'Search relevance',
  'Support triage',
  'Data science sandbox',
  'Mobile app',
  'Claims review',
  'Fraud signals',
  'Docs assistant',
  'Evaluation runs',
  'Partner portal',
  'Contract intake',
  'Nightly batch',
  'Onboarding',
  'Translations',
  'Field service',
  'Incident review',
  'Voice pilot',
  'Pricing models',
  'Internal tools',
];
const stages = ['prod', 'staging', 'dev'];

/** Half a year of an organization, created through the API while this process's clock is moved. */
async function fill(fixture: Fixture): Promise<void> {
  const count = 56;
  for (let index = 0; index < count; index++) {
    Date.now = () => now - Math.round((1 - index / count) ** 1.4 * 170 * day) - 3_600_000;
    const stage = stages[index % 3] ?? '';
    const { id } = await fixture.create({
      name: `${names[(index * 7) % names.length]} ${stage}`,
      tags: { env: stage, ...(index % 2 === 0 && { team: ['search', 'billing'][index % 4 === 0 ? 0 : 1] }) },
      data_residency: {
        workspace_geo: index % 4 === 1 ? 'eu' : 'us',
        ...(index % 4 === 1 && { allowed_inference_geos: ['eu'], default_inference_geo: 'eu' }),
        ...(index % 9 === 2 && { allowed_inference_geos: ['us', 'eu'], default_inference_geo: 'us' }),
      },
    });
    if (index % 8 === 3) await fixture.archive(id);
  }
  Date.now = () => now;
}

const pictures: Record<
  string,
  BrowserContextOptions & { path: string; there: string; act?: (page: Page) => Promise<void> }
> = {
  overview: { path: '/', there: 'By geo' },
  'overview-dark': { path: '/', there: 'By geo', colorScheme: 'dark' },
  workspaces: { path: '/workspaces', there: 'Inference:' },
  'workspaces-filtered': { path: '/workspaces?tag=env%3Dprod&archived=true', there: 'workspaces match' },
  workspace: { path: '/workspaces?q=claims', there: 'match', act: openFirst },
  'workspace-dark': { path: '/workspaces?q=claims', there: 'match', act: openFirst, colorScheme: 'dark' },
  create: { path: '/workspaces', there: 'Inference:', act: create },
  archive: { path: '/workspaces?q=nightly', there: 'match', act: archive },
  'workspaces-phone': {
    path: '/workspaces',
    there: 'of 100 active',
    viewport: { width: 390, height: 800 },
    isMobile: true,
  },
};

async function openFirst(page: Page): Promise<void> {
  await page.locator('.row-link').first().click();
  await page.getByText('compartment_id').first().waitFor();
}

async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Release notes');
  await page.getByRole('radio', { name: 'Teal' }).check({ force: true });
  await page.getByLabel('Only these').check();
  await page.getByLabel('eu', { exact: true }).check();
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByLabel('Key of tag 1').fill('env');
  await page.getByLabel('Value of tag 1').fill('dev');
}

async function archive(page: Page): Promise<void> {
  await openFirst(page);
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('alertdialog').waitFor();
}

const realNow = Date.now;
Date.now = () => now - 171 * day;
await using fixture = await startFixture({
  organizationName: 'Example organization',
  workspaceGeos: ['us', 'eu'],
  inferenceGeos: ['global', 'us', 'eu'],
});
await fill(fixture);
Date.now = realNow;
await mkdir(images, { recursive: true });
const signIn = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
await signIn.goto('/console/');
await signIn.getByLabel('Admin key').waitFor();
await signIn.screenshot({ path: join(images, 'sign-in.png') });
for (const [name, { path, there, act, ...options }] of Object.entries(pictures)) {
  const page = await fixture.open(path, { reducedMotion: 'reduce', ...options });
  await page.getByText(there).first().waitFor();
  await act?.(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(images, `${name}.png`) });
  await page.context().close();
}
