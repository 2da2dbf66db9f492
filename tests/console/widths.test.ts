import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Fixture, startFixture } from './fixture.ts';

const seed = {
  version: 1,
  organizations: [
    {
      name: 'Some',
      users: [{ email: 'ada@example.com', name: 'Ada Lovelace', role: 'user' }],
      invites: [{ email: 'guest@example.com', role: 'claude_code_user' }],
      service_accounts: [{ name: 'deployer', description: 'Deploys what was tested.' }],
      workspaces: [
        {
          name: 'Search relevance',
          tags: { env: 'prod', team: 'search' },
          members: [{ user: 'ada@example.com', workspace_role: 'workspace_user' }],
          api_keys: [{ name: 'Nightly batch' }],
        },
      ],
    },
  ],
};

describe('on a small screen every row shows its name', () => {
  let fixture: Fixture;
  let page: Page;
  let workspace: string;

  before(async () => {
    fixture = await startFixture({ sandbox: true, seed });
    workspace = (await fixture.list())[0]?.id ?? '';
    for (let request = 0; request < 120; request++) await fixture.call('GET', '/v1/organizations/me');
    page = await fixture.open('/');
  });
  after(() => fixture[Symbol.asyncDispose]());

  for (const path of [
    '/workspaces',
    '/workspaces/$id/members',
    '/workspaces/$id/api-keys',
    '/members',
    '/members/invites',
    '/members/service-accounts',
    '/api-keys',
    '/requests',
    '/settings/admin-keys',
  ]) {
    test(path, async () => {
      await page.goto(`/console${path.replace('$id', workspace)}`);
      const name = page.locator('tbody td[data-column]').first();
      await name.waitFor({ state: 'attached' });
      for (const width of [900, 1024, 1152, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const size = await name.boundingBox();
        assert.ok((size?.width ?? 0) >= 110, `${size?.width} px on a screen of ${width}`);
      }
    });
  }
});
