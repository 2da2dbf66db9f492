import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { root } from '../scripts/root.ts';
import { blocksOf } from '../scripts/samples/blocks.ts';
import { runJavaScript, runShell } from '../scripts/samples/run.ts';
import { environment } from './environment.ts';
import { freePort } from './postgres.ts';
import { blockOf, createProject } from './project.ts';

const page = 'docs/sandbox-recipes.md';
const folder = mkdtempSync(join(tmpdir(), 'workspaced-sandbox-recipes-'));

/** What is run here of a step of a job on GitHub, or of an action. */
interface Step {
  uses?: string;
  with?: Record<string, string>;
  run?: string;
  env?: Record<string, string>;
  if?: string;
}

interface Action {
  inputs: Record<string, { required?: boolean; default?: string }>;
  runs: { steps: Step[] };
}

/** Runs steps as GitHub’s runner does: each in a shell of its own, with what those before wrote into its files. */
class Runner {
  readonly #folder: string;
  readonly #given: NodeJS.ProcessEnv;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#given = { ...env, RUNNER_TEMP: join(folder, 'temp') };
    for (const name of ['GITHUB_ENV', 'GITHUB_PATH']) {
      this.#given[name] = join(folder, name);
      writeFileSync(join(folder, name), '');
    }
    mkdirSync(join(folder, 'temp'));
  }

  async run(step: Step, inputs: Record<string, string> = {}): Promise<string> {
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      text.replaceAll(/\$\{\{ inputs\.(\w+) \}\}/g, (_, input) => inputs[input] ?? ''),
    ]);
    const env = { ...this.#given, ...this.variables(), ...Object.fromEntries(own) };
    env.PATH = [...this.#lines('GITHUB_PATH').reverse(), env.PATH].join(':');
    return runShell(step.run ?? '', { folder: this.#folder, env });
  }

  /** Runs the steps of an action, and returns what they print and how they failed; throws if an input is unknown or missing. */
  async act(
    { inputs, runs }: Action,
    given: Record<string, string>,
  ): Promise<{ printed: string; error?: unknown }> {
    for (const name of Object.keys(given)) assert.ok(name in inputs, name);
    const values = Object.entries(inputs).map(([name, input]): [string, string] => {
      const value = given[name] ?? input.default;
      assert.ok(value !== undefined, `${name} is required`);
      return [name, value];
    });
    const done: { printed: string; error?: unknown } = { printed: '' };
    for (const step of runs.steps) {
      const [, name = ''] = /^inputs\.(\w+) != ''$/.exec(step.if ?? '') ?? [];
      assert.ok([undefined, 'failure()', `inputs.${name} != ''`].includes(step.if), step.if);
      if (name !== '' && Object.fromEntries(values)[name] === '') continue;
      if ((step.if === 'failure()') !== 'error' in done) continue;
      try {
        done.printed += await this.run(step, Object.fromEntries(values));
      } catch (error) {
        done.error = error;
      }
    }
    return done;
  }

  /** What the steps exported. */
  variables(): Record<string, string> {
    return Object.fromEntries(this.#lines('GITHUB_ENV').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  }

  #lines(name: string): string[] {
    return readFileSync(join(this.#folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  }
}

describe('the recipes for the sandbox work as they are', () => {
  let project: string;
  before(async () => {
    project = await createProject(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  test('all of them are run here or by the drill', () => {
    const languages = blocksOf(page).map(({ language }) => language);
    assert.deepEqual(languages, ['js', 'ts', 'js', 'python', 'go', 'java', 'sh', 'yaml']);
  });

  test('node:test: passes', async () => {
    const code = blockOf(page, 'node:test', 'js');
    const printed = await runJavaScript(process.execPath, code, { folder: project, env: environment() });
    assert.match(printed, /^ℹ pass 1$|^# pass 1$/m);
  });

  test('GitHub Actions: tests run in an organization, and what they sent is shown', async (t) => {
    mkdirSync(join(project, 'vendor'));
    const tarball = 'workspaced-0.1.0.tgz';
    copyFileSync(join(folder, 'workspaced', tarball), join(project, 'vendor', tarball));
    writeFileSync(join(project, 'ensure.test.ts'), blockOf('docs/recipes.md', 'TypeScript', 'ts'));
    const action = parse(readFileSync(join(root, 'deploy/action.yml'), 'utf8')) as Action;
    const { steps } = parse(blockOf(page, 'GitHub Actions', 'yaml')).jobs.test as { steps: Step[] };
    const port = await freePort();
    const env = environment({ WORKSPACED_PORT: `${port}`, npm_config_offline: 'true' });
    const runner = new Runner(project, env);

    const ours = steps.find(({ uses }) => uses === './.github/actions/workspaced');
    t.after(() =>
      process.kill(Number(readFileSync(join(project, 'temp/workspaced.pid'), 'utf8')), 'SIGTERM'),
    );
    assert.deepEqual((await runner.act(action, ours?.with ?? {})).error, undefined);
    const { ANTHROPIC_BASE_URL, ...keys } = runner.variables();
    assert.equal(ANTHROPIC_BASE_URL, `http://127.0.0.1:${port}`);
    assert.ok(keys.ANTHROPIC_API_KEY?.startsWith('sk-ant-admin01-'));
    assert.equal(keys.TF_VAR_anthropic_admin_key, keys.ANTHROPIC_ADMIN_KEY);

    const [install, tests, show] = steps.filter(({ run }) => run !== undefined);
    assert.equal(install?.run, 'npm ci');
    assert.match(await runner.run(tests as Step), /^ℹ pass 1$/m);
    assert.equal(show?.if, 'failure()');
    assert.match(await runner.run(show as Step), /workspaces\.list.*workspaces\.create +200/s);
  });

  test('the action runs commands, and shows what they sent when they fail', async (t) => {
    const place = join(folder, 'commands');
    mkdirSync(place);
    const env = environment({ WORKSPACED_PORT: `${await freePort()}`, npm_config_offline: 'true' });
    const runner = new Runner(place, env);
    t.after(() => process.kill(Number(readFileSync(join(place, 'temp/workspaced.pid'), 'utf8')), 'SIGTERM'));
    const action = parse(readFileSync(join(root, 'deploy/action.yml'), 'utf8')) as Action;
    const tarball = join(folder, 'workspaced', 'workspaced-0.1.0.tgz');
    const create = 'workspaced workspaces create --name Evaluation';
    const { printed, error } = await runner.act(action, {
      package: tarball,
      run: `${create}\nfalse\n${create}`,
    });
    assert.ok(error !== undefined);
    assert.equal(printed.match(/workspaces\.create +200/g)?.length, 1, printed);
  });
});
