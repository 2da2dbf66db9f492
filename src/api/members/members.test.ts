import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../tests/databases.ts';
import { organization } from '../../../tests/members.ts';
import type { Change } from '../../call.ts';

/** What a change tells about keys. */
const archivedIn = ({ cascaded = [] }: Change) =>
  cascaded.map((each) => {
    assert.ok(each.type === 'platform_api_key_updated');
    assert.deepEqual(
      each.updates.map(({ type, current_value }) => [type, current_value]),
      [['status', 'archived']],
    );
    return each.api_key_id;
  });

const typesOf = ({ activities }: Change) => activities.map(({ type }) => type);

const outcomes = (results: PromiseSettledResult<unknown>[]) => ({
  done: results.filter(({ status }) => status === 'fulfilled').length,
  reasons: results.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.message)] : [])),
});

forEachDatabase((kind) => {
  test('each effect is told once, and nothing that has none', async () => {
    const own = await organization(await kind.open());
    const [workspace, user, billing] = [await own.workspace(), await own.user(), await own.user('billing')];
    const added = ['platform_workspace_member_added'];
    const removed = ['platform_workspace_member_removed'];
    assert.deepEqual(typesOf(await own.add(workspace, user)), added);
    assert.deepEqual(typesOf(await own.add(workspace, user)), []);
    assert.deepEqual((await own.update(workspace, user, 'workspace_admin')).activities, [
      {
        type: 'platform_workspace_member_updated',
        workspace_id: workspace,
        user_id: user,
        updates: [
          { type: 'workspace_role', previous_value: 'workspace_user', current_value: 'workspace_admin' },
        ],
      },
    ]);
    assert.deepEqual(typesOf(await own.update(workspace, user, 'workspace_admin')), []);
    assert.deepEqual(typesOf(await own.remove(workspace, user)), removed);
    assert.deepEqual(typesOf(await own.remove(workspace, user)), []);
    assert.deepEqual(typesOf(await own.add(workspace, user)), added);
    assert.deepEqual(typesOf(await own.update(workspace, billing, 'workspace_billing')), []);
    assert.deepEqual(typesOf(await own.update(workspace, billing, 'workspace_admin')), added);
    assert.deepEqual(typesOf(await own.update(workspace, billing, 'workspace_billing')), removed);
    assert.deepEqual(typesOf(await own.update(workspace, billing, 'workspace_billing')), []);
  });

  test('a member who becomes billing or admin stays as stored', async () => {
    const own = await organization(await kind.open());
    const [workspace, user] = [await own.workspace(), await own.user()];
    const { answer } = await own.add(workspace, user);
    for (const role of ['billing', 'admin'] as const) {
      await own.promote(user, role);
      assert.equal(await own.get(workspace, user), answer);
      assert.deepEqual(await own.users(workspace), [user]);
      assert.equal((await own.add(workspace, user)).answer, answer);
      assert.equal((await own.update(workspace, user, 'workspace_user')).answer, answer);
      await assert.rejects(own.update(workspace, user, 'workspace_developer'), { status: 400 });
    }
    await assert.rejects(own.update(workspace, user, 'workspace_admin'), { status: 400 });
    await assert.rejects(own.remove(workspace, user), { status: 400 });
    await own.promote(user, 'billing');
    assert.match((await own.update(workspace, user, 'workspace_admin')).answer, /workspace_admin/);
    await own.promote(user, 'user');
    assert.match(await own.get(workspace, user), /workspace_admin/);
    await own.remove(workspace, user);
    assert.deepEqual(await own.users(workspace), []);
  });

  test('a user who has left is in no workspace, and marks a place', async () => {
    const own = await organization(await kind.open());
    const workspace = await own.workspace();
    const [low, user, stranger] = [await own.user(), await own.user(), await own.user()];
    for (const each of [low, user]) await own.add(workspace, each);
    for (const each of [user, stranger]) await own.leave(each);
    assert.deepEqual(await own.users(workspace), [low]);
    assert.deepEqual(await own.users(workspace, { after_id: user }), [low]);
    for (const refused of [
      () => own.get(workspace, user),
      () => own.add(workspace, user),
      () => own.update(workspace, user, 'workspace_admin'),
      () => own.remove(workspace, stranger),
    ]) {
      await assert.rejects(refused, { status: 404 });
    }
    assert.deepEqual(await own.remove(workspace, user), {
      answer: JSON.stringify({ type: 'workspace_member_deleted', user_id: user, workspace_id: workspace }),
      activities: [],
    });
  });

  test('removing a member archives the user’s keys in that workspace, also those of a billing user who was raised', async () => {
    const own = await organization(await kind.open());
    const [workspace, elsewhere] = [await own.workspace(), await own.workspace()];
    const [user, other, billing] = [await own.user(), await own.user(), await own.user('billing')];
    const gone = [await own.key(workspace, user), await own.key(workspace, user, 'inactive')];
    await own.key(workspace, user, 'archived');
    const kept = [
      await own.key(elsewhere, user),
      await own.key(workspace, other),
      await own.key(workspace, null),
    ];
    assert.deepEqual(archivedIn(await own.remove(workspace, user)), []);
    await own.add(workspace, user);
    await own.add(workspace, billing, 'workspace_admin');
    const raised = await own.key(workspace, billing);
    assert.deepEqual(archivedIn(await own.remove(workspace, user)).toSorted(), gone.toSorted());
    assert.deepEqual(archivedIn(await own.remove(workspace, user)), []);
    assert.deepEqual(archivedIn(await own.remove(workspace, billing)), [raised]);
    assert.deepEqual(await own.activeKeys(), kept.toSorted());
  });

  test('archiving a workspace archives its keys, once', async () => {
    const own = await organization(await kind.open());
    const [workspace, elsewhere, user] = [await own.workspace(), await own.workspace(), await own.user()];
    const gone = [await own.key(workspace, user), await own.key(workspace, null, 'inactive')];
    await own.key(workspace, null, 'archived');
    const kept = [await own.key(elsewhere, user)];
    const change = await own.archive(workspace);
    assert.deepEqual(typesOf(change), ['platform_workspace_archived']);
    assert.deepEqual(archivedIn(change).toSorted(), gone.toSorted());
    assert.deepEqual(await own.activeKeys(), kept);
    assert.deepEqual(archivedIn(await own.archive(workspace)), []);
  });

  test('of concurrent adds of one user on two servers, one takes effect', async () => {
    const db = await kind.open();
    const servers = [db, await kind.again(db)];
    const own = await organization(db);
    const workspace = await own.workspace();
    for (let round = 0; round < 10; round++) {
      const [same, contested] = [await own.user(), await own.user()];
      const twice = await Promise.all(servers.map((on) => own.add(workspace, same, undefined, on)));
      assert.equal(new Set(twice.map(({ answer }) => answer)).size, 1);
      assert.equal(twice.flatMap(typesOf).length, 1);
      const roles = ['workspace_user', 'workspace_admin'] as const;
      const results = await Promise.allSettled(
        servers.map((on, index) => own.add(workspace, contested, roles[index], on)),
      );
      const { done, reasons } = outcomes(results);
      assert.equal(done, 1);
      const winner = roles[results.findIndex(({ status }) => status === 'fulfilled')];
      assert.deepEqual(reasons, [`user_id: is already a member of this workspace, as ${winner}`]);
      assert.equal(JSON.parse(await own.get(workspace, contested)).workspace_role, winner);
    }
  });

  test('once a workspace is archived, no server adds a member, and none that was added is lost', async () => {
    const db = await kind.open();
    const other = await kind.again(db);
    const own = await organization(db);
    const users: string[] = [];
    for (let count = 0; count < 8; count++) users.push(await own.user());
    for (let round = 0; round < 15; round++) {
      const workspace = await own.workspace();
      // Begins before some of the adds, and after others.
      const early = users.slice(0, round % users.length);
      const add = (user: string) => own.add(workspace, user, undefined, other);
      const adding = early.map(add);
      const archived = own.archive(workspace).then(() => own.users(workspace));
      const adds = await Promise.allSettled([...adding, ...users.slice(early.length).map(add)]);
      const added = users.filter((_user, index) => adds[index]?.status === 'fulfilled');
      assert.deepEqual(await archived, added.toReversed(), 'those who were members at the archive');
      assert.deepEqual(await own.users(workspace), added.toReversed(), 'and afterwards');
      for (const reason of outcomes(adds).reasons) {
        assert.equal(reason, 'The members of an archived workspace can’t be changed.');
      }
      await assert.rejects(own.add(workspace, users[0] ?? '', undefined, other), { status: 400 });
    }
  });

  test('the limit of members holds exactly, on two servers at once', async () => {
    const db = await kind.open();
    const servers = [db, await kind.again(db)];
    const own = await organization(db, 3);
    const [workspace, elsewhere] = [await own.workspace(), await own.workspace()];
    const users: string[] = [];
    for (let count = 0; count < 10; count++) users.push(await own.user());
    const all = () =>
      Promise.allSettled(users.map((user, index) => own.add(workspace, user, undefined, servers[index % 2])));
    const { done, reasons } = outcomes(await all());
    assert.equal(done, 3);
    assert.match(reasons[0] ?? '', /reached its limit of members/);
    const members = await own.users(workspace);
    assert.equal(members.length, 3);
    assert.equal(outcomes(await all()).done, 3, 'those who are members stay so');
    await own.update(workspace, members[0] ?? '', 'workspace_admin');
    await own.remove(workspace, members[0] ?? '');
    const billing = await own.user('billing');
    await own.update(workspace, billing, 'workspace_admin');
    const raising = own.update(workspace, await own.user('billing'), 'workspace_admin');
    await assert.rejects(raising, { code: 'workspace_member_limit_exceeded' });
    await own.update(workspace, billing, 'workspace_billing');
    assert.equal((await own.users(workspace)).length, 2);
    await own.add(elsewhere, billing, 'workspace_admin');
  });
});
