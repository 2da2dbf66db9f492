import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from './checks.ts';
import { root } from './image.ts';
import type { Secrets } from './secrets.ts';

/** The unit, by what systemd says of it. */
export async function playUnit(checks: Checks): Promise<void> {
  const unit = join(root, 'deploy/workspaced.service');
  await checks.check('systemd-analyze verify', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    return 'nothing to complain of';
  });
  await checks.check('systemd-analyze security', () => {
    const args = ['security', '--offline=true', '--threshold=15', unit];
    const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    const exposure = /exposure level for .*: (.*) \S+$/m.exec(stdout)?.[1];
    assert.equal(status, 0, `exposure ${exposure}, more than 1.5`);
    return `exposure ${exposure}`;
  });
}

/** The secrets: made once, each for its owner alone. */
export async function playSecrets(checks: Checks, secrets: Secrets): Promise<void> {
  await checks.check('make-secrets.sh', () => {
    const names = ['admin-key', 'postgres-password', 'server-password'];
    secrets.make();
    const made = names.map((name) => secrets.read(name));
    secrets.make();
    assert.deepEqual(
      names.map((name) => secrets.read(name)),
      made,
      'a second start keeps them',
    );
    assert.deepEqual(readdirSync(secrets.directory).sort(), names);
    for (const name of names) assert.equal(statSync(join(secrets.directory, name)).mode & 0o777, 0o600, name);
    const [key = '', password = '', again] = made;
    assert.match(key, /^sk-ant-admin01-[\w-]{43}$/);
    assert.match(password, /^[\w-]{43}$/);
    assert.equal(again, password);
    return 'a key and a password, mode 0600, the same after a second run';
  });
}
