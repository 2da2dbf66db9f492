import { strict as assert } from 'node:assert';
import { chownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { adminKey } from '../server.ts';
import { temporaryDirectory } from '../teardown.ts';
import type { Checks } from './checks.ts';
import { accountOf, startContainer } from './container.ts';
import type { Image } from './image.ts';

/** The image by itself, with everything in its volume. */
export async function playImage(checks: Checks, image: Image, logs: string): Promise<void> {
  await checks.check('the image’s entry point, by itself', async () => {
    const volume = temporaryDirectory('volume');
    const account = accountOf(image);
    if (account !== undefined) chownSync(volume, account.uid, account.gid);
    const server = await startContainer(image, {
      environment: { WORKSPACED_ADMIN_KEY: adminKey },
      mounts: { '/var/lib/workspaced': volume },
      log: `${logs}/image.log`,
    });
    const answer = await fetch(`${server.baseURL}/v1/organizations/workspaces`, {
      ...{ method: 'POST', headers: { 'x-api-key': adminKey }, body: '{"name":"Drill"}' },
    });
    assert.equal(answer.status, 200);
    assert.ok(server.isHealthy(), 'its health check fails');
    for (const name of readdirSync(volume)) {
      const { mode, uid } = statSync(join(volume, name));
      assert.equal(mode & 0o777, 0o600, `${name} can be read by others`);
      assert.equal(uid, account?.uid ?? process.getuid?.(), `${name} has another owner`);
    }
    server.kill(image.stopSignal);
    assert.equal(await server.exited, 0, 'its exit code');
    assert.ok(!server.isHealthy(), 'its health check passes without a server');
    return `serves as user ${account?.uid ?? 'of the drill'}, is healthy, keeps files of mode 0600, ends with 0`;
  });
}
