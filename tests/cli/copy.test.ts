import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postgresUrl } from '../databases.ts';
import { newDatabase, run } from './program.ts';

test('copy moves everything to PostgreSQL and back, and refuses a used target', async () => {
  const [first, second, third] = [newDatabase(), await postgresUrl(), newDatabase()];
  await run(['orgs', 'create', 'Moving', '--database', first]);
  const there = await run(['copy', '--from', first, '--to', second]);
  assert.equal(there.code, 0, there.stderr);
  assert.match(there.stdout, /^organizations: 1 rows, sha256 [0-9a-f]{64}$/m);
  const back = await run(['copy', '--from', second, '--to', third]);
  assert.equal(back.stdout, there.stdout);
  const again = await run(['copy', '--from', first, '--to', second]);
  assert.deepEqual([again.code, again.stdout], [1, '']);
  assert.match(again.stderr, /the target is not empty/);
});

test('the password of a database can be in the environment', async () => {
  const [from, to] = [newDatabase(), new URL(await postgresUrl())];
  await run(['orgs', 'create', 'Moving', '--database', from]);
  const PGPASSWORD = to.password;
  to.password = '';
  const args = ['copy', '--from', from, '--to', to.href];
  assert.equal((await run(args)).code, 1);
  const { code, stderr } = await run(args, { PGPASSWORD });
  assert.deepEqual([code, stderr], [0, '']);
});

test('an invalid database URL is refused, with the name of its flag', async () => {
  const { code, stderr } = await run(['copy', '--from', 'mysql://x', '--to', newDatabase()]);
  assert.equal(code, 2);
  assert.match(stderr, /--from should be file:PATH/);
});
