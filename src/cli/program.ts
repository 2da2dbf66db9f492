import { Command, CommanderError } from 'commander';
import { activityOperations } from '../api/activities/contract.ts';
import { apiKeyOperations } from '../api/api-keys/contract.ts';
import { complianceSettingsOperations } from '../api/compliance-settings/contract.ts';
import { memberOperations } from '../api/members/contract.ts';
import {
  serviceAccountMemberOperations,
  serviceAccountWorkspaceOperations,
} from '../api/service-account-members/contract.ts';
import { serviceAccountOperations } from '../api/service-accounts/contract.ts';
import { userOperations } from '../api/users/contract.ts';
import type { Environment } from '../config/read.ts';
import { ConfigError } from '../config/setting.ts';
import { maskKeys } from '../contract/mask-keys.ts';
import { version } from '../version.ts';
import { activityView } from './activities.ts';
import { addAdminKeys } from './admin-keys.ts';
import { apiKeyView } from './api-keys.ts';
import { addCompletion } from './completion.ts';
import { complianceSettingsView } from './compliance-settings.ts';
import { type Context, Exit, UsageError } from './context.ts';
import { addCopy } from './copy.ts';
import { addDatabaseCommands } from './database.ts';
import { addFollow } from './follow.ts';
import { addInvites, operations as inviteOperations, inviteView } from './invites.ts';
import { addLicences } from './licences.ts';
import { memberView } from './members.ts';
import { addOpen } from './open.ts';
import { addOperations } from './operations.ts';
import { addOrgs } from './orgs.ts';
import { addPlan } from './plan.ts';
import { addPull } from './pull.ts';
import { addRequests } from './requests.ts';
import { addRestore } from './restore.ts';
import { addSandbox } from './sandbox.ts';
import { addDev, addServe } from './serve.ts';
import { serviceAccountMemberView, serviceAccountView } from './service-accounts.ts';
import { addState } from './state.ts';
import { addStatus } from './status.ts';
import { addUsers, userView } from './users.ts';
import { operations, workspaceView } from './workspaces.ts';

const closing = `
Exit codes: 0 success, 1 failure, 2 usage error (an unknown option, a bad value);
diff, plan and apply have their own; see their help.

Examples:
  workspaced serve --port 5000
  workspaced admin-keys create --name Terraform --expires-in 90d
  workspaced workspaces list --all`;

/** Runs the command line and returns the exit code: 0 success, 1 failure, 2 usage error, or what a command says by Exit. */
export async function main(args: string[], env: Environment): Promise<number> {
  const context: Context = {
    env,
    input: process.stdin,
    print: (line) => console.log(line),
    tell: (line) => console.error(line),
    prompt: (question) => process.stderr.write(question),
  };
  const code = await run(args, context);
  try {
    await written(process.stdout);
    return code;
  } catch (error) {
    context.tell(`error: output could not be written: ${(error as Error).message}`);
    return 1;
  } finally {
    await written(process.stderr).catch(() => {});
  }
}

/** Runs a command with these arguments, and returns its exit code; whatever it says goes through the context. */
export async function run(args: string[], context: Context): Promise<number> {
  try {
    await createProgram(context).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { message } = error as Error;
    if (message !== '') context.tell(`error: ${maskKeys(message)}`);
    if (error instanceof Exit) return error.code;
    return error instanceof ConfigError || error instanceof UsageError ? 2 : 1;
  }
}

/** Resolves when all output is written, or its reader has closed the pipe: exiting earlier would truncate it. */
const written = (stream: NodeJS.WriteStream) =>
  new Promise<void>((resolve, reject) => {
    // The callback gets the same error, but an unhandled `error` event would end the process.
    stream.once('error', () => {});
    stream.write('', (error: NodeJS.ErrnoException | null | undefined) =>
      error && error.code !== 'EPIPE' ? reject(error) : resolve(),
    );
  });

/** The whole command line, with all its commands. */
export function createProgram(context: Context): Command {
  const program = new Command('workspaced')
    .description('Self-hosted control plane for workspaces, compatible with the Claude Admin API.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.tell(maskKeys(text).trimEnd()),
    })
    .addHelpText('after', closing);
  addServe(program, context);
  addDev(program, context);
  addStatus(program, context);
  addOpen(program, context);
  addOrgs(program, context);
  addAdminKeys(program, context);
  addDatabaseCommands(program, context);
  addRestore(program, context);
  addSandbox(program, context);
  addCopy(program, context);
  addState(program, context);
  addPull(program, context);
  addPlan(program, context);
  addOperations(program, context, operations, workspaceView);
  addOperations(program, context, memberOperations, memberView);
  addOperations(program, context, apiKeyOperations, apiKeyView);
  addOperations(program, context, serviceAccountOperations, serviceAccountView);
  addOperations(program, context, serviceAccountMemberOperations, serviceAccountMemberView);
  addOperations(program, context, serviceAccountWorkspaceOperations, serviceAccountMemberView);
  addUsers(program.command('users').description('Manage the users of organizations.'), context);
  addOperations(program, context, userOperations, userView);
  addInvites(program.command('invites').description('Manage the invites to organizations.'), context);
  addOperations(program, context, inviteOperations, inviteView);
  addOperations(program, context, activityOperations, activityView);
  addFollow(program, context);
  addRequests(program, context);
  addOperations(program, context, complianceSettingsOperations, complianceSettingsView);
  addCompletion(program, context);
  addLicences(program, context);
  return program;
}
