import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { environment } from '../environment.ts';
import { fails, folder, print } from './program.ts';

const script = await print(['completion', 'bash']);

/** What bash offers after these words, the last of which is being typed. */
function offered(...words: string[]): string[] {
  const line = `${script}
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
complete -p workspaced >/dev/null || exit
_workspaced
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['-c', line, 'bash', 'workspaced', ...words], {
    cwd: folder,
    env: environment(),
    encoding: 'utf8',
  });
  return output.split('\n').filter((each) => each !== '');
}

describe('completion in bash', () => {
  it('offers commands', () => {
    assert.deepEqual(offered('ad'), ['admin-keys']);
    assert.ok(offered('').includes('workspaces') && offered('').includes('completion'));
    assert.deepEqual(offered('orgs', ''), ['create', 'list', 'show', 'rename', 'set-limit']);
    assert.deepEqual(offered('workspaces', 'a'), ['archive']);
  });

  it('offers the options of the command that was typed', () => {
    assert.deepEqual(offered('workspaces', 'archive', 'wrkspc_1', '--'), [
      '--yes',
      '--json',
      '--url',
      '--key-file',
      '--help',
    ]);
    assert.deepEqual(offered('serve', '--port', '5000', '--admin'), ['--admin-key-file']);
    assert.deepEqual(offered('dev', '--data'), []);
    assert.deepEqual(offered('--v'), ['--version']);
  });

  it('completes file names otherwise', () => {
    assert.deepEqual(offered('restore', ''), []);
    assert.match(script, /^complete -o default -F _workspaced workspaced$/m);
  });
});

describe('completion in other shells', () => {
  it('zsh uses the bash completion', async () => {
    const text = await print(['completion', 'zsh']);
    assert.ok(text.endsWith(script));
    assert.match(text, /bashcompinit/);
  });

  it('fish has a line for each command and option, with its description', async () => {
    const lines = (await print(['completion', 'fish'])).split('\n');
    const [workspaces, archive] = [
      '__fish_seen_subcommand_from workspaces',
      '__fish_seen_subcommand_from archive',
    ];
    const start = `complete -c workspaced -n '${workspaces}`;
    assert.ok(lines.includes(`${start}; and ${archive}' -l yes -d 'Skip the confirmation.'`));
    assert.ok(
      lines.some(
        (line) => line.startsWith(`${start}; and not __fish_seen_`) && line.includes(' -f -a archive '),
      ),
    );
    assert.equal(new Set(lines).size, lines.length);
  });

  it('other shells are refused', () =>
    fails(2, /Allowed choices are bash, zsh, fish/, ['completion', 'tcsh']));
});
