import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page, Request, Response } from 'playwright-core';
import { scopes } from '../../src/contract/scopes.ts';
import type { TestOrganization } from '../../src/server.ts';
import { postgresUrl } from '../databases.ts';
import { type Fixture, startFixture } from './fixture.ts';
import { operationRead } from './operation-read.ts';
import { checkNoForms, checkRefused, checkShown, textOn } from './page-checks.ts';
import { checkFailed, endFaults, fail, hold, leaveForm, tryAgain, tryUnlessShown } from './page-failures.ts';
import { type Filled, fill } from './page-organization.ts';
import { pagePaths } from './page-routes.ts';
import type { None, PageRow } from './page-row.ts';
import { peoplePages } from './page-table-people.ts';
import { toolPages } from './page-table-tools.ts';
import { workspacePages } from './page-table-workspaces.ts';
import { askAsClient, heardOn, openTab, Pool, signInAs } from './tabs.ts';

const pages: Readonly<Record<string, PageRow>> = { ...workspacePages, ...peoplePages, ...toolPages };
/** How many tabs are used at once. */
const width = 4;
/** The same where tabs mostly wait, because a read is tried three times before it has failed. */
const waiting = 8;
const some = { concurrency: width };
const many = { concurrency: waiting };

const isNone = (state: object): state is None => 'none' in state;
const addressOf = ([path, { at }]: [string, PageRow], organization: Filled) =>
  `/console${at ? at(organization) : path}`;
const makeFilled = async (fixture: Fixture) => {
  const { id, adminKey } = await fixture.server.organization({ name: 'Filled' });
  return fill(fixture, id, adminKey);
};
const openTabs = (fixture: Fixture, length = width) =>
  Promise.all(Array.from({ length }, () => openTab(fixture)));

test('every page has a row in the tables, and every row a page', () => {
  assert.deepEqual(Object.keys(pages).sort(), pagePaths());
});

describe('every page', () => {
  let fixture: Fixture;
  let organization: Filled;
  let tabs: Pool<Page>;

  before(async () => {
    fixture = await startFixture({ sandbox: true });
    organization = await makeFilled(fixture);
    tabs = new Pool(await openTabs(fixture));
  });
  after(() => fixture[Symbol.asyncDispose]());

  /** A key with these scopes in a tab, which never asks for what the key may not see. */
  async function withScopes(own: readonly string[], work: (page: Page) => Promise<void>): Promise<void> {
    const body = { name: 'less', scopes: own };
    const made = await fixture.call<{ raw_key: string }>('POST', '/x/v1/admin_keys', body, organization.key);
    await tabs.use(async (page) => {
      await signInAs(page, made.raw_key);
      const refused: string[] = [];
      const note = (response: Response) => {
        if (response.status() === 403) refused.push(response.url());
      };
      page.on('response', note);
      await work(page);
      page.off('response', note);
      assert.deepEqual(refused, [], 'requests that the key’s scopes forbid');
    });
  }

  describe('filled, shows what there is, and reads no more than its row says', some, () => {
    for (const entry of Object.entries(pages)) {
      const [path, row] = entry;
      test(path, () =>
        tabs.use(async (page) => {
          await signInAs(page, organization.key);
          const read = new Set<string>();
          const note = (request: Request) => {
            const operation = operationRead(request.method(), request.url());
            if (operation !== undefined) read.add(operation);
          };
          page.on('request', note);
          await page.goto(addressOf(entry, organization));
          await checkShown(page, row, row.filled);
          page.off('request', note);
          const own = isNone(row.reads) ? [] : row.reads.map(({ of }) => of);
          const known = new Set(['organization.status', ...own, ...Object.keys(row.lesser ?? {})]);
          assert.deepEqual(
            [...read].filter((each) => !known.has(each)),
            [],
            'reads without a row',
          );
        }),
      );
    }
  });

  describe('of a new organization, says that there is nothing yet', some, () => {
    for (const [path, row] of Object.entries(pages)) {
      const { empty } = row;
      if (isNone(empty)) continue;
      test(path, () =>
        tabs.use(async (page) => {
          await signInAs(page, fixture.server.adminKey);
          await page.goto(`/console${path}`);
          await checkShown(page, row, empty);
        }),
      );
    }
  });

  describe('to a key without its scope, says which one it lacks', some, () => {
    for (const entry of Object.entries(pages)) {
      const [path, row] = entry;
      const { scopes: needed } = row;
      for (const scope of needed) {
        test(`${path}: ${scope}`, () =>
          withScopes(
            scopes.filter((each) => each !== scope && each !== 'read:org_audit'),
            async (page) => {
              await page.goto(addressOf(entry, organization));
              await textOn(page, 'Your key can’t see this').waitFor();
              await textOn(page, scope).waitFor();
            },
          ));
      }
    }
  });

  describe('to a key that may only see it, says why it can’t change anything', some, () => {
    for (const entry of Object.entries(pages)) {
      const [path, row] = entry;
      test(path, () =>
        withScopes(row.scopes.length > 0 ? row.scopes : ['keys:introspect'], async (page) => {
          await page.goto(addressOf(entry, organization));
          await checkShown(page, row, [row.filled[0], ...(row.partly ?? [])]);
          if (isNone(row.refused)) return;
          await checkRefused(page, row.refused);
          await checkNoForms(page);
        }),
      );
    }
  });

  describe('of what is archived or over, says why it can’t be changed', some, () => {
    for (const [path, row] of Object.entries(pages)) {
      const { ended } = row;
      if (isNone(ended)) continue;
      test(path, () =>
        tabs.use(async (page) => {
          await signInAs(page, organization.key);
          await page.goto(`/console${ended.at(organization)}`);
          await checkShown(page, { ...row, h1: ended.h1 ?? row.h1 }, ended.says);
          await checkRefused(page, ended);
        }),
      );
    }
  });
});

describe('every page, when a read', () => {
  let fixture: Fixture;
  /** Each with an organization of its own, since a fault strikes whoever comes first. */
  let lanes: Pool<Lane>;

  interface Lane {
    page: Page;
    test: TestOrganization;
    organization: Filled;
  }

  before(async () => {
    fixture = await startFixture({ sandbox: true });
    const all = (await openTabs(fixture, waiting)).map(async (page): Promise<Lane> => {
      const own = await fixture.server.organization();
      const organization = await fill(fixture, own.id, own.adminKey);
      await signInAs(page, own.adminKey);
      await askAsClient(page, own.adminKey);
      return { page, test: own, organization };
    });
    lanes = new Pool(await Promise.all(all));
  });
  after(() => fixture[Symbol.asyncDispose]());

  const reads = Object.entries(pages).flatMap(([path, row]) =>
    isNone(row.reads) ? [] : row.reads.map((read) => ({ path, row, read })),
  );

  /** Lends a lane, and leaves it as it was. */
  const inLane = (work: (lane: Lane) => Promise<void>) =>
    lanes.use((lane) => work(lane).finally(() => endFaults(lane.page, lane.test)));

  describe('takes long, says that it is loading, and then shows it', some, () => {
    for (const { path, row, read } of reads) {
      test(`${path}: ${read.label}, ${read.of}`, () =>
        inLane(async ({ page, organization, test: own }) => {
          await hold(page, own, read);
          await page.goto(addressOf([path, row], organization));
          await checkShown(page, row, row.filled);
          assert.ok((await heardOn(page)).includes(read.label), `${await heardOn(page)}`);
          await page
            .getByRole('status', { name: read.label, includeHidden: true })
            .waitFor({ state: 'detached' });
        }));
    }
  });

  describe('fails, says so, and shows it at the next try', many, () => {
    for (const { path, row, read } of reads) {
      test(`${path}: ${read.label}, ${read.of}`, () =>
        inLane(async ({ page, organization, test: own }) => {
          await fail(page, own, read);
          await page.goto(addressOf([path, row], organization));
          await checkFailed(page, read);
          if (read.beneath) await leaveForm(page, read);
          await tryAgain(page, read);
          await checkFailed(page, read);
          await endFaults(page, own);
          await tryUnlessShown(page, read);
          if (read.beneath) await textOn(page, row.filled.at(-1) ?? '').waitFor();
          else await checkShown(page, row, row.filled);
        }));
    }
  });

  describe('that only adds to it fails, is shown without', some, () => {
    for (const [path, row] of Object.entries(pages)) {
      const { lesser } = row;
      if (lesser === undefined) continue;
      test(path, () =>
        inLane(async ({ page, organization, test: own }) => {
          for (const operation of Object.keys(lesser)) await own.fail(operation, { status: 500, times: 100 });
          await page.goto(addressOf([path, row], organization));
          await checkShown(page, row, [row.filled[0]]);
          for (const said of Object.values(lesser)) if (said !== null) await textOn(page, said).waitFor();
          assert.equal(await page.getByText('Your key can’t see').count(), 0);
        }),
      );
    }
  });
});

describe('every page, on PostgreSQL', some, () => {
  let fixture: Fixture;
  let organization: Filled;
  let tabs: Pool<Page>;

  before(async () => {
    fixture = await startFixture({ sandbox: true, database: await postgresUrl() });
    organization = await makeFilled(fixture);
    tabs = new Pool(await openTabs(fixture));
  });
  after(() => fixture[Symbol.asyncDispose]());

  for (const entry of Object.entries(pages)) {
    const [path, row] = entry;
    test(path, () =>
      tabs.use(async (page) => {
        await signInAs(page, organization.key);
        await page.goto(addressOf(entry, organization));
        await checkShown(page, row, row.filled);
      }),
    );
  }
});
