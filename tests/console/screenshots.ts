// Makes the pictures in `docs/images`: `node tests/console/screenshots.ts`, after `npm run build`.
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
  'Data science',
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
const people = ['alex', 'blair', 'casey', 'drew', 'emery', 'finley', 'harper', 'jules'];
const roles = ['developer', 'user', 'developer', 'claude_code_user'];

/** Half a year of an organization, created through the API while this process's clock is moved. */
async function fill(fixture: Fixture): Promise<void> {
  const organization = '/v1/organizations';
  const at = (time: number) => {
    Date.now = () => time;
  };
  const users: string[] = [];
  const ids: string[] = [];
  const count = 56;
  for (let index = 0; index < count; index++) {
    at(now - Math.round((1 - index / count) ** 1.4 * 170 * day) - 3_600_000);
    const person = people[index];
    if (person) {
      const invite = await fixture.call<{ id: string }>('POST', `${organization}/invites`, {
        email: `${person}@example.com`,
        role: roles[index % 4],
      });
      const { user } = await fixture.call<{ user: { id: string } }>(
        'POST',
        `/x/v1/organizations/invites/${invite.id}/accept`,
        { name: person.charAt(0).toUpperCase() + person.slice(1) },
      );
      users.push(user.id);
    }
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
    ids.push(id);
    for (const step of [1, 3, 6].slice(0, 1 + (index % 3))) {
      const user_id = users[(index + step) % users.length];
      const body = { user_id, workspace_role: step === 3 ? 'workspace_admin' : 'workspace_developer' };
      if (index >= people.length)
        await fixture.call('POST', `${organization}/workspaces/${id}/members`, body);
    }
    const until = now + (4 + index) * 3 * day;
    await fixture.call('POST', '/x/v1/organizations/api_keys', {
      name: `${stage}-${['batch', 'gateway', 'nightly'][index % 3]}`,
      scope: { type: 'workspace', workspace_id: id },
      ...(index % 5 === 0 && { expires_at: new Date(until).toISOString() }),
    });
    if (index % 8 === 3) await fixture.archive(id);
  }
  at(now - 2 * 3_600_000);
  const last = ids.at(-1) ?? '';
  await fixture.call('POST', `${organization}/workspaces/${last}`, {
    name: 'Claims review eu',
    tags: { env: 'staging', team: 'claims' },
  });
  await fixture.call('POST', `${organization}/invites`, { email: 'kim@example.com', role: 'user' });
  await fixture.call('POST', `${organization}/service_accounts`, { name: 'deployer' });
  await fixture.call('POST', '/x/v1/admin_keys', {
    name: 'Terraform',
    scopes: ['write:workspaces', 'read:workspaces'],
  });
}

/** What clients do that isn't right yet. */
async function ask(fixture: Fixture): Promise<void> {
  const send = (path: string, body?: object) =>
    fixture.call(body ? 'POST' : 'GET', path, body).catch(() => undefined);
  for (let turn = 0; turn < 6; turn++) {
    await send('/v1/organizations/workspaces?limit=20');
    await send('/v1/organizations/workspaces', { name: '' });
    await send('/v1/organizations/workspaces/wrkspc_none');
    await send('/v1/organizations/users');
  }
}

type Picture = BrowserContextOptions & { path: string; there: string; act?: (page: Page) => Promise<void> };

const pictures: Record<string, Picture> = {
  overview: { path: '/', there: 'Latest changes' },
  'overview-dark': { path: '/', there: 'Latest changes', colorScheme: 'dark' },
  workspaces: { path: '/workspaces', there: 'active workspaces' },
  'workspaces-filtered': { path: '/workspaces?tag=env%3Dprod&archived=true', there: 'workspaces match' },
  'workspaces-phone': {
    path: '/workspaces',
    there: 'active workspaces',
    viewport: { width: 390, height: 800 },
    isMobile: true,
  },
  workspace: { path: '/workspaces?q=nightly', there: 'match', act: openFirst },
  'workspace-dark': { path: '/workspaces?q=nightly', there: 'match', act: openFirst, colorScheme: 'dark' },
  'workspace-members': { path: '/workspaces?q=nightly', there: 'match', act: openMembers },
  create: { path: '/workspaces/new', there: 'Add a tag', act: create },
  archive: { path: '/workspaces?q=nightly', there: 'match', act: archive },
  members: { path: '/members', there: 'users' },
  user: { path: '/members?q=blair', there: 'user', act: openFirstUser },
  invites: { path: '/members/invites', there: 'days left' },
  'api-keys': { path: '/api-keys', there: 'API keys' },
  'new-api-key': { path: '/api-keys/new', there: 'Create API key', act: createKey },
  activity: { path: '/activity?type=workspaces', there: 'Claims review', act: openEntry },
  requests: { path: '/requests', there: 'Failed requests' },
  sandbox: { path: '/sandbox', there: 'Snapshots' },
  settings: { path: '/settings', there: 'Active workspaces' },
  'admin-keys': { path: '/settings/admin-keys', there: 'This key' },
  palette: { path: '/workspaces', there: 'active workspaces', act: openPalette },
};

async function openFirst(page: Page): Promise<void> {
  await page.locator('[data-row-link]').first().click();
  await page.getByText('Stored in').first().waitFor();
}

async function openFirstUser(page: Page): Promise<void> {
  await page.locator('[data-row-link]').first().click();
  await page.getByText('Effective access').waitFor();
}

async function openMembers(page: Page): Promise<void> {
  await openFirst(page);
  await page
    .getByRole('navigation', { name: /sections/ })
    .getByRole('link', { name: 'Members' })
    .click();
  await page.getByText('By membership').first().waitFor();
}

async function create(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Release notes');
  await page.getByRole('radio', { name: 'Teal' }).check({ force: true });
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByLabel('Key of tag 1').fill('env');
  await page.getByLabel('Value of tag 1').fill('dev');
  await page.getByText('The same as code').click();
  await page.getByRole('tab', { name: 'Python' }).click();
  await page.getByRole('tabpanel', { name: 'Python' }).scrollIntoViewIfNeeded();
}

async function archive(page: Page): Promise<void> {
  await openFirst(page);
  await page.getByRole('button', { name: 'Archive workspace' }).click();
  await page.getByRole('alertdialog').getByText('stops working').waitFor();
}

async function createKey(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Nightly evaluation');
  await page.getByLabel('Workspace', { exact: true }).last().fill('nightly');
  await page
    .getByRole('option', { name: /nightly/i })
    .first()
    .click();
  await page.getByRole('button', { name: 'Create API key' }).click();
  await page.getByRole('dialog', { name: 'Store your new API key' }).waitFor();
  // Nobody should take it for one that could be used.
  await page.evaluate(`
    const secret = document.querySelector('[data-secret]').textContent;
    for (const place of document.querySelectorAll('[data-secret], [role=dialog] pre code')) {
      place.textContent = place.textContent.replaceAll(secret, secret.slice(0, 13) + 'EXAMPLE'.padEnd(39, '…'));
    }
  `);
  await page
    .locator('[class*=viewport]')
    .evaluateAll('(places) => places.forEach((place) => place.remove())');
}

async function openEntry(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Details: .*Claims review eu.*(changed|updated|renamed)/ })
    .first()
    .click();
  await page.locator('ins').first().waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.locator('[data-row-link]').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('new');
  await page.getByRole('option').first().waitFor();
}

const realNow = Date.now;
Date.now = () => now - 171 * day;
await using fixture = await startFixture({
  sandbox: true,
  requestLog: 'full',
  organizationName: 'Example organization',
  workspaceGeos: ['us', 'eu'],
  inferenceGeos: ['global', 'us', 'eu'],
});
await fill(fixture);
Date.now = realNow;
await ask(fixture);
await mkdir(images, { recursive: true });
const signIn = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
await signIn.goto('/console/');
await signIn.getByLabel('Admin key').waitFor();
await signIn.screenshot({ path: join(images, 'sign-in.png') });
const chosen = process.argv.slice(2);
for (const [name, { path, there, act, ...options }] of Object.entries(pictures)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const page = await fixture.open(path, { reducedMotion: 'reduce', ...options });
  await page.getByText(there).filter({ visible: true }).first().waitFor();
  await act?.(page);
  await page.mouse.move(0, 0);
  // What comes after the first words, such as counts.
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(images, `${name}.png`) });
  await page.context().close();
}
