import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { environment } from '../environment.ts';
import { command, fails, print, run, start } from './program.ts';

/** The names below `Commands:` in a help text. */
function commandsIn(help: string): string[] {
  const [, list = ''] = help.split('Commands:\n');
  const [end = ''] = list.split('\n\n');
  const names = [...end.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name);
  return names.filter((name) => name !== 'help');
}

/** The help of a command and of all commands in it. */
async function helpOf(command: readonly string[]): Promise<Map<string, string>> {
  const help = await print([...command, '--help']);
  const inner = await Promise.all(commandsIn(help).map((name) => helpOf([...command, name])));
  return new Map([[command.join(' '), help], ...inner.flatMap((each) => [...each])]);
}

const help = await helpOf([]);
const all =
  'serve dev status open migrate backup restore sandbox check copy export import diff seed pull plan apply orgs admin-keys workspaces members api-keys service-accounts service-account-members service-account-workspaces users invites activities requests compliance-settings completion licences ' +
  'sandbox/env sandbox/list sandbox/reset sandbox/delete ' +
  'orgs/create orgs/list orgs/show orgs/rename orgs/set-limit ' +
  'admin-keys/create admin-keys/list admin-keys/disable admin-keys/enable admin-keys/delete admin-keys/rotate ' +
  'users/add users/get users/list users/update users/remove users/search users/access ' +
  'invites/link invites/create invites/get invites/list invites/delete invites/accept ' +
  'requests/list requests/lint requests/clear ' +
  'activities/list activities/follow compliance-settings/get compliance-settings/update ' +
  'members/add members/list members/get members/update members/remove ' +
  'api-keys/create api-keys/get api-keys/list api-keys/search api-keys/update api-keys/introspect ' +
  'service-accounts/create service-accounts/get service-accounts/list service-accounts/update service-accounts/archive ' +
  'service-account-members/add service-account-members/list service-account-members/get ' +
  'service-account-members/update service-account-members/remove ' +
  'service-account-workspaces/add service-account-workspaces/list service-account-workspaces/remove ' +
  'workspaces/create workspaces/get workspaces/list workspaces/search workspaces/summary workspaces/counts workspaces/update workspaces/archive';

describe('help', { concurrency: 4 }, () => {
  it('names every command', () => {
    const names = all.split(' ').map((name) => name.replace('/', ' '));
    assert.deepEqual([...help.keys()].toSorted(), ['', ...names].toSorted());
  });

  for (const [command, text] of help) {
    it(`of ${command || 'the program'} has its usage and a sentence`, () => {
      assert.match(text, new RegExp(`^Usage: workspaced ${command}`));
      assert.match(text.split('\n\n')[1] ?? '', /^[A-Z].+[^.]\.$/s);
    });
  }

  it('tells the exit codes', () => {
    assert.match(help.get('') ?? '', /Exit codes: 0 success, 1 failure, 2 usage error/);
    assert.match(help.get('plan') ?? '', /Exit codes: 0 nothing to do, 2 changes, 1 failed, 3 /);
  });

  it('shows every setting with its flag, variable and default', () => {
    const text = help.get('serve') ?? '';
    assert.match(text, /--port <number>.*default: 4010.*\[WORKSPACED_PORT\]/);
    assert.match(text, /--database <text>.*\[WORKSPACED_DATABASE, DATABASE_URL\]/);
    assert.doesNotMatch(text, /--admin-key </);
  });

  it('shows the members of an operation as options', () => {
    const text = help.get('workspaces update') ?? '';
    for (const option of ['--name <text>', '--default-inference-geo <text>', '--tags <key=value>']) {
      assert.ok(text.includes(option), `${option} is missing in ${text}`);
    }
    assert.doesNotMatch(text, /--workspace-geo /);
    assert.match(help.get('workspaces list') ?? '', /--limit <number>.*default: 20/);
  });

  it('shows a duration as it is written', () => {
    assert.match(help.get('admin-keys rotate') ?? '', /--overlap [^(]+\(default: 1d\)/);
  });

  it('has examples that every shell takes as they are', () => {
    const examples = [...help.values()].flatMap((text) => text.match(/^ {2}workspaced .*$/gm) ?? []);
    const quoted = /'[^']*'|"[^"]*"|\$\([^)]*\)/g;
    assert.deepEqual(
      examples.filter((line) => /[*?[\]]/.test(line.replaceAll(quoted, ''))),
      [],
    );
  });

  it('lists the words that an option allows, but not those that depend on the server', async () => {
    const spaced = (name: string) => (help.get(name) ?? '').replaceAll(/\s+/g, ' ');
    assert.match(spaced('members add'), /--workspace-role <text> [^(]+\(choices: "workspace_user", /);
    assert.match(
      spaced('compliance-settings update'),
      /--state <text> [^(]+\(choices: "enabled", "disabled"\)/,
    );
    assert.match(spaced('users list'), /--roles <a,b> [^(]+\(choices: "admin", "billing", /);
    assert.doesNotMatch(spaced('workspaces create'), /choices/);
    const state = ['compliance-settings', 'update', '--state', 'off'];
    await fails(2, /--state.*Allowed choices are enabled, disabled/s, state);
  });

  it('names options by their flags, and has no Markdown', () => {
    assert.match(help.get('activities list') ?? '', /--user-ids <a,b> +The same as --actor-ids\./);
    const marked = [...help].filter(([, text]) => text.includes('`')).map(([name]) => name);
    assert.deepEqual(marked, []);
  });

  it('of every command that calls a server has --url and --key-file, and no flag for a key', () => {
    const calls = [...help.keys()].filter((name) =>
      /^(status|plan|apply|(?!users add|invites link)(workspaces|members|users|invites|activities|requests|compliance-settings|api-keys|service-\S+) .*)$/.test(
        name,
      ),
    );
    assert.equal(calls.length, 53);
    for (const name of calls) {
      assert.match(help.get(name) ?? '', /--url <url> .*\[WORKSPACED_URL,\s+ANTHROPIC_BASE_URL\]/s);
      assert.match(
        help.get(name) ?? '',
        /--key-file <path> .*WORKSPACED_KEY,\s+ANTHROPIC_ADMIN_KEY,\s+ANTHROPIC_API_KEY\]/s,
      );
      assert.doesNotMatch(help.get(name) ?? '', /--key /);
    }
  });

  it('of dev has no settings without effect', () => {
    assert.match(help.get('serve') ?? '', /--database <.*--admin-key-file </s);
    assert.match(help.get('dev') ?? '', /--port <.*--organization-name </s);
    assert.doesNotMatch(help.get('dev') ?? '', /--database|--admin-key|DATABASE_URL/);
  });

  it('never suggests npx with a package name', () => {
    for (const text of help.values()) assert.doesNotMatch(text, /npx/);
  });

  it('of a group is shown as a usage error if the group is used alone', async () => {
    // `requests` alone lists them.
    const groups = [...help].filter(([name, text]) => text.includes('\nCommands:\n') && name !== 'requests');
    for (const [name, text] of groups) {
      const { code, stdout, stderr } = await run(name.split(' ').filter(Boolean));
      assert.deepEqual([code, stdout, stderr.trimEnd()], [2, '', text], name);
    }
  });
});

describe('the program', { concurrency: 4 }, () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.equal(await print(['--version']), version);
  });

  it('refuses unknown commands, flags and arguments by name', async () => {
    await Promise.all([
      fails(2, /unknown command 'wrkspaces'.*workspaces/s, ['wrkspaces']),
      fails(2, /unknown option '--prot'.*--port/s, ['serve', '--prot', '1']),
      fails(2, /too many arguments for 'check'/, ['check', 'this']),
      fails(2, /missing required argument 'name'/, ['orgs', 'create']),
    ]);
  });

  it('fails if its output can’t be written', async () => {
    const [file = '', ...words] = command(['--version']);
    const lost = openSync(import.meta.filename, 'r');
    const child = spawn(file, words, { env: environment(), stdio: ['ignore', lost, 'pipe'] });
    const said = child.stderr?.setEncoding('utf8').toArray();
    const [code] = await once(child, 'exit');
    closeSync(lost);
    assert.equal(code, 1);
    assert.match(String(await said), /^error: output could not be written: EBADF/);
  });

  it('ignores a reader that closes the pipe', async () => {
    const child = start(['serve', '--help']);
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'close');
    assert.deepEqual([code, said], [0, '']);
  });
});
