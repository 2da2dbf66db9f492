import { styleText } from 'node:util';
import type { RunningServer } from '../run.ts';

/**
 * What a person needs to go on: where it is, whose it is, what clients read, and a first call to paste. `adminKey` is
 * shown; one that the person chose, or was shown before, is left out.
 */
export function banner(server: RunningServer, mode: 'serve' | 'dev', adminKey: string | undefined): string {
  const { baseURL, installation } = server;
  const bold = (text: string) => styleText('bold', text, { stream: process.stderr });
  const dim = (text: string) => styleText('dim', text, { stream: process.stderr });
  const key = adminKey ?? '$ANTHROPIC_API_KEY';
  const lines = [
    '',
    `  ${bold('workspaced')} is ready at ${bold(baseURL)}`,
    '',
    ...(installation
      ? [`  Organization  ${installation.organization.name}  ${dim(installation.organization.id)}`]
      : []),
    `  Console       ${baseURL}/console/${mode === 'dev' ? '#dev' : ''}`,
    `  Reference     ${baseURL}/docs`,
    '',
    '  Clients read',
    `    export ANTHROPIC_BASE_URL=${baseURL}`,
    `    export ANTHROPIC_API_KEY=${adminKey ?? "'<your admin key>'"}`,
    '',
    '  A first call',
    `    curl ${baseURL}/v1/organizations/workspaces -H 'content-type: application/json' \\`,
    `      -H "x-api-key: ${key}" -d '{"name": "My first workspace"}'`,
    '',
    ...(mode === 'serve' && adminKey !== undefined
      ? [bold('  This key is shown once; only its hash is kept.'), '']
      : []),
    ...(mode === 'dev' ? [dim('  Everything is in memory and ends with this process.'), ''] : []),
  ];
  return lines.join('\n');
}
