import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { folder, print, run } from './program.ts';

const url = 'http://127.0.0.1:4010/console/';

describe('open', { concurrency: 2 }, () => {
  it('opens the console in the browser, and prints its URL', async () => {
    const [bin, opened] = [join(folder, 'bin'), join(folder, 'opened')];
    mkdirSync(bin);
    const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
    writeFileSync(join(bin, opener), `#!/bin/sh\necho "$@" > '${opened}'\n`, { mode: 0o755 });
    assert.equal(
      await print(['open', '--url', 'http://127.0.0.1:4010/v1'], { PATH: `${bin}:/bin:/usr/bin` }),
      url,
    );
    while (!existsSync(opened) || readFileSync(opened, 'utf8') === '') await sleep(20);
    assert.equal(readFileSync(opened, 'utf8'), `${url}\n`);
  });

  it('prints the URL if no browser can be opened', async () => {
    const { code, stdout, stderr } = await run(['open'], { PATH: join(folder, 'nowhere') });
    assert.deepEqual([code, stdout], [0, `${url}\n`]);
    assert.match(stderr, /No browser could be opened: open this URL in yours\./);
  });
});
