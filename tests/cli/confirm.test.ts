import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { confirm } from '../../src/cli/confirm.ts';

/** A person at a terminal who types that and hangs up. */
async function asked(typed: string): Promise<string> {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  let told = '';
  const tell = (line: string) => {
    told += `${line}\n`;
  };
  input.end(typed);
  await confirm(async () => 'Archive this?', { env: {}, input, print: tell, tell, prompt: tell });
  return told;
}

describe('a question before what cannot be undone', () => {
  for (const yes of ['y\n', 'Y\n', 'yes\n', ' y \n', 'y']) {
    it(`goes on after ${JSON.stringify(yes)}`, async () => {
      assert.match(await asked(yes), /^Archive this\? \[y\/N\] /);
    });
  }
  for (const no of ['n\n', '\n', '', 'yesterday\n', 'n\ny\n']) {
    it(`stops after ${JSON.stringify(no)}`, () => assert.rejects(asked(no), /nothing was changed/));
  }
});
