import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Difference } from '../../src/state/diff.ts';
import type { ImportResult } from '../../src/state/import.ts';
import { forEachDatabase } from '../databases.ts';
import { environment } from '../environment.ts';
import { command, fails, folder, json, newDatabase, print, run } from './program.ts';

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};
const two = file(
  'two.yaml',
  `version: 1
organizations:
  - {ref: one, name: One, workspaces: [{name: A, tags: {team: x}}], users: [{email: ada@example.com}]}
  - {ref: two, name: Two, admin_keys: [{name: k, key_env: TEAM_KEY}]}
`,
);
const key = { TEAM_KEY: `sk-ant-admin01-of-the-team${'x'.repeat(32)}` };

forEachDatabase((kind) => {
  describe('a state document on the command line', { concurrency: 2 }, () => {
    it('is imported, exported, and the same in another database', async () => {
      const [here, there] = [
        { WORKSPACED_DATABASE: await kind.url(), ...key },
        { WORKSPACED_DATABASE: await kind.url(), ...key },
      ];
      const made = await json<ImportResult[]>(['import', two], here);
      assert.deepEqual(
        made.map(({ isNew, added }) => ({ isNew, added })),
        [
          { isNew: true, added: 2 },
          { isNew: true, added: 1 },
        ],
      );
      assert.match(
        await print(['import', two], here),
        /^ORGANIZATION +NEW +ADDED +CHANGED +REMOVED\n\S+ +no +0 +0 +0$/m,
      );
      const yaml = await print(['export'], here);
      assert.equal(await print(['export'], here), yaml);
      assert.doesNotMatch(yaml, /admin_keys|of-the-team/);

      await print(['export', '-o', `${kind.name}.yaml`], here);
      assert.equal(readFileSync(join(folder, `${kind.name}.yaml`), 'utf8').trimEnd(), yaml);
      await print(['import', `${kind.name}.yaml`], there);
      assert.equal(await print(['export'], there), yaml);
      assert.equal(await print(['diff', `${kind.name}.yaml`, 'live'], there), '');
      assert.equal(await print(['diff', two, 'live'], there), '');
      assert.equal(await print(['diff', 'live', two], there), '');
      assert.match(await print(['check'], there), /No problems found/);
    });

    it('is compared with what is in the database', async () => {
      const here = { WORKSPACED_DATABASE: await kind.url(), ...key };
      const [one] = await json<ImportResult[]>(['import', two], here);
      const id = one?.organizationId ?? '';
      const before = `before-${kind.name}.json`;
      await print(['export', '--org', id, '-o', before], here);
      await print(['orgs', 'rename', id, 'Uno'], here);
      const shown = await run(['diff', before, 'live', '--org', id], here);
      assert.deepEqual([shown.code, shown.stdout], [2, '~ organization\n    name: "One" → "Uno"\n']);
      const told = await run(['diff', before, 'live', '--org', id, '--json'], here);
      assert.equal(told.code, 2);
      const expected: Difference[] = [
        { path: [], kind: 'changed', changes: [{ member: 'name', from: 'One', to: 'Uno' }] },
      ];
      assert.deepEqual(JSON.parse(told.stdout), expected);
      await fails(1, /nowhere\.yaml can’t be read: ENOENT/, ['diff', before, 'nowhere.yaml'], here);
      writeFileSync(join(folder, 'latin1.yaml'), 'version: 1 # é', 'latin1');
      await fails(1, /latin1\.yaml isn’t UTF-8/, ['diff', before, 'latin1.yaml'], here);
      await fails(1, /there is no organization/, ['diff', before, 'live', '--org', 'none'], here);
    });
  });
});

describe('workspaced import', { concurrency: 2 }, () => {
  it('changes nothing in a dry run, and needs a database for that', async () => {
    const here = { WORKSPACED_DATABASE: newDatabase(), ...key };
    await fails(1, /there is no database/, ['import', two, '--dry-run'], here);
    await print(['import', two], here);
    const before = await print(['export'], here);
    const more = file(
      'more.yaml',
      'version: 1\norganizations: [{ref: one, name: New, workspaces: []}, {name: Three}]',
    );
    const { stdout, stderr } = await run(['import', more, '--mode', 'replace', '--dry-run', '--json'], here);
    assert.deepEqual(
      (JSON.parse(stdout) as ImportResult[]).map(({ organizationId: _, ...rest }) => rest),
      [
        { isNew: false, added: 0, changed: 1, removed: 1 },
        { isNew: true, added: 0, changed: 0, removed: 0 },
      ],
    );
    assert.match(stderr, /dry run/);
    assert.equal(await print(['export'], here), before);
  });

  it('changes nothing if anything is wrong, and names every fault', async () => {
    const here = { WORKSPACED_DATABASE: newDatabase() };
    await print(['orgs', 'create', 'One'], here);
    const before = await print(['export'], here);
    await fails(
      1,
      /two\.yaml has a fault:\nline 4, organizations\[1\]\.admin_keys\[0\]\.key_env: the variable TEAM_KEY isn’t set\n/,
      ['import', two],
      here,
    );
    const broken = file(
      'broken.yaml',
      'version: 1\norganizations:\n  - {name: One, workspaces: [{name: ""}], x: 1}',
    );
    await fails(1, /broken\.yaml has 2 faults:\nline 3, .*\nline 3, /, ['import', broken], here);
    assert.equal(await print(['export'], here), before);
    for (const name of [two, broken]) {
      const [file = '', ...words] = command(['import', '-']);
      const env = environment(here);
      const { stderr } = spawnSync(file, words, { env, input: readFileSync(join(folder, name)) });
      assert.match(String(stderr), /standard input has (a fault|2 faults):\n/);
    }
  });

  it('names what is wrong in every way at once', async () => {
    const wrong = file(
      'wrong.yaml',
      `version: 1
organizations:
  - name: One
    clock: 2026-11-01T00:00:00Z
    admin_keys: [{name: k, key_env: SHORT_KEY}]
    users: [{email: ada@example.com}, {email: ADA@example.com}]
    workspaces:
      - {name: A, tags: {anthropic-x: "1"}}
      - {name: A, data_residency: {workspace_geo: mars}}
      - {name: ${'x'.repeat(41)}}
      - {name: B, members: [{user: bob@example.com, workspace_role: workspace_user}]}
      - {name: C, created_at: 2026-01-02T00:00:00Z, archived_at: 2026-01-01T00:00:00Z}
`,
    );
    const here = { WORKSPACED_DATABASE: newDatabase(), SHORT_KEY: 'abc' };
    const { code, stderr } = await run(['import', wrong], here);
    assert.equal(code, 1);
    const lines = stderr.split('\n').flatMap((line) => /^line (\d+)/.exec(line)?.[1] ?? []);
    assert.deepEqual(lines, ['4', '5', '6', '8', '9', '9', '10', '11', '12'], stderr);
  });

  it('brings a given organization to the state of the only one in a document', async () => {
    const here = { WORKSPACED_DATABASE: newDatabase(), ...key };
    const { id } = await json<{ id: string }>(['orgs', 'create', 'Mine'], here);
    await fails(2, /--org is for a document with one organization/, ['import', two, '--org', id], here);
    const one = file(
      'one.yaml',
      'version: 1\norganizations: [{ref: x, name: Theirs, workspaces: [{name: A}]}]',
    );
    const [result] = await json<ImportResult[]>(['import', one, '--org', id], here);
    assert.deepEqual(result, { organizationId: id, isNew: false, added: 1, changed: 1, removed: 0 });
    await fails(1, /there is no organization none/, ['import', one, '--org', 'none'], here);
  });

  it('takes keys and pins only for a sandbox', async () => {
    const here = { WORKSPACED_DATABASE: newDatabase() };
    const seed = file(
      'seed.yaml',
      'version: 1\norganizations: [{name: A, pinned: true, admin_keys: [{name: k, key: my-anthropic-api-key}]}]',
    );
    await fails(1, /pinned: only a sandbox pins objects/, ['import', seed], here);
    await print(['import', seed, '--sandbox', 'true'], here);
  });
});

describe('workspaced export', () => {
  it('has only the sections that were asked for, and replaces its file in one step', async () => {
    const here = { WORKSPACED_DATABASE: newDatabase(), ...key };
    await print(['import', two], here);
    const shown = await json<{ organizations: object[] }>(['export', '--only', 'users,invites'], here);
    const sections = ['ref', 'id', 'name', 'created_at', 'workspace_limit', 'users', 'invites'];
    assert.deepEqual(Object.keys(shown.organizations[0] ?? {}), sections);
    await fails(2, /--only should be names of users, invites,/, ['export', '--only', 'keys'], here);
    file('old.yaml', 'old');
    await print(['export', '-o', 'old.yaml'], here);
    assert.match(readFileSync(join(folder, 'old.yaml'), 'utf8'), /^version: 1\n/);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('.partial')),
      [],
    );
  });

  it('is asked of a database or of a sandbox, not of both', async () => {
    const both = ['--database', newDatabase(), '--url', 'http://127.0.0.1:9'];
    const refusal = /'--url <url>' cannot be used with option '--database <text>'/;
    await fails(2, refusal, ['export', ...both]);
    await fails(2, refusal, ['import', two, ...both], key);
    await fails(1, refusal, ['diff', two, 'live', ...both]);
  });
});

describe('workspaced seed', () => {
  it('writes a document that can be imported, and overwrites nothing', async () => {
    const here = { WORKSPACED_DATABASE: newDatabase() };
    await print(['seed', '--init', '-o', 'begin.yaml']);
    await fails(2, /begin\.yaml exists: name a file/, ['seed', '--init', '-o', 'begin.yaml']);
    await fails(2, /--init/, ['seed']);
    const [result] = await json<ImportResult[]>(['import', 'begin.yaml', '--sandbox', 'true'], here);
    assert.deepEqual({ isNew: result?.isNew, added: result?.added }, { isNew: true, added: 10 });
  });
});
