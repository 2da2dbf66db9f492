import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { curlSample } from './curl.ts';

test('the line for a shell asks for the path of the ID, whatever is in it', () => {
  const operation = {
    method: 'GET',
    path: '/workspaces/{workspace_id}',
    open: false,
    sdk: null,
    paged: false,
  };
  for (const workspace_id of ['wrkspc_1', 'team/search', 'what?', '50%', '"; exit 1; "', '$(exit 1)$HOME`']) {
    const sample = curlSample(operation, { params: { workspace_id } });
    const asked = execFileSync('sh', ['-c', `curl() { printf %s "$1"; }; ${sample}`], { encoding: 'utf8' });
    const [, , id, ...rest] = asked.split('/');
    assert.deepEqual([decodeURIComponent(id ?? ''), rest], [workspace_id, []]);
  }
});
