import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { install, pack } from '../../scripts/package/pack.ts';
import { installPython, type RunSource, startModule, writeGo } from './languages.ts';
import { temporaryDirectory } from './teardown.ts';

const run = promisify(execFile);

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>samples</groupId>
  <artifactId>samples</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.junit.jupiter</groupId>
      <artifactId>junit-jupiter</artifactId>
      <version>5.13.4</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <artifactId>maven-surefire-plugin</artifactId>
        <version>3.5.3</version>
      </plugin>
    </plugins>
  </build>
</project>
`;

/** A configuration that creates a workspace without a provider: none can be downloaded where the drill runs. */
const configuration = `variable "anthropic_base_url" {
  type = string
}

variable "anthropic_admin_key" {
  type      = string
  sensitive = true
}

resource "terraform_data" "staging" {
  provisioner "local-exec" {
    command = "curl -sS --fail-with-body -H \\"x-api-key: $KEY\\" -d '{\\"name\\": \\"Staging\\"}' $URL"
    environment = {
      URL = "\${var.anthropic_base_url}/v1/organizations/workspaces"
      KEY = var.anthropic_admin_key
    }
  }
}
`;
const configurationTest = 'run "staging" {\n}\n';

/** Installs the newest of each framework, by its heading in the page. Needs `python3`, `go`, `mvn` and `terraform`. */
export async function prepareFrameworks(): Promise<Record<string, RunSource>> {
  const folder = temporaryDirectory('frameworks');
  const [node, maven, terraform] = [join(folder, 'node'), join(folder, 'maven'), join(folder, 'terraform')];
  await install(node, [await pack(folder), '@anthropic-ai/sdk', 'vitest', 'jest'], '--ignore-scripts');
  const programs = join(node, 'node_modules/.bin');
  const python = await installPython(folder, 'pytest');
  const module = await startModule(folder);
  await mkdir(join(maven, 'src/test/java'), { recursive: true });
  await writeFile(join(maven, 'pom.xml'), pom);
  await mkdir(terraform);
  await writeFile(join(terraform, 'main.tf'), configuration);
  await writeFile(join(terraform, 'main.tftest.hcl'), configurationTest);

  /** Writes a file and runs a program beside it. */
  const runs =
    (cwd: string, file: string, program: string, ...args: string[]): RunSource =>
    async (source, env) => {
      await writeFile(join(cwd, file), `${source}\n`);
      return (await run(program, args, { cwd, env })).stdout;
    };
  return {
    Vitest: runs(node, 'v.test.ts', join(programs, 'vitest'), 'run', 'v.test.ts'),
    Jest: (source, env) =>
      runs(
        node,
        'j.test.js',
        join(programs, 'jest'),
        'j.test.js',
      )(source, {
        ...env,
        NODE_OPTIONS: '--experimental-vm-modules',
      }),
    pytest: runs(folder, 'test_sandbox.py', python, '-m', 'pytest', 'test_sandbox.py'),
    async Go(source, env) {
      await writeGo(module, 'sandbox_test.go', source);
      return (await run('go', ['test', './...'], { cwd: module, env })).stdout;
    },
    JUnit: runs(maven, 'src/test/java/WorkspacesTest.java', 'mvn', '--batch-mode', '--quiet', 'test'),
    'terraform test': (source, env) =>
      runs(
        terraform,
        'run.sh',
        'bash',
        '-euo',
        'pipefail',
        'run.sh',
      )(source, {
        ...env,
        PATH: [programs, env.PATH].join(delimiter),
      }),
  };
}
