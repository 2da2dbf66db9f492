import { foundInstallation, type Installation } from '../api/organizations/found.ts';
import type { ApiError } from '../contract/errors.ts';
import type { Control } from './control.ts';
import { faultControls } from './controls/faults.ts';
import { organizationControls } from './controls/organizations.ts';
import { requestControls } from './controls/requests.ts';
import { sessionControls } from './controls/session.ts';
import { snapshotControls } from './controls/snapshots.ts';
import { stateControls } from './controls/state.ts';
import { timeControls } from './controls/time.ts';
import { type HintedRequest, hintFor } from './hints.ts';
import { RequestLog } from './requests/log.ts';
import { Sandbox, type SandboxTools } from './sandbox.ts';
import { keepSeeds, plant, readSeed } from './seed.ts';
import { standInFor } from './stand-ins.ts';
import { organizationExists } from './store.ts';

/** A sandbox as the server uses it. */
export interface OpenSandbox extends Pick<Sandbox, 'clocks' | 'faultsOf' | 'takeRate' | 'states'> {
  readonly controls: readonly Control[];
  readonly log: RequestLog;
  /** What calls from other machines need. */
  readonly key: string | undefined;
  hint(request: HintedRequest, error: Pick<ApiError, 'type' | 'message' | 'status'>): string | undefined;
  /** What a pinned organization is answered where the server refuses what the hosted API has. */
  standInFor(method: string, path: string): object | undefined;
  exists(organizationId: string): Promise<boolean>;
  /** Creates the first organization, or what the seed says, if the database is empty. */
  found(adminKey: string | undefined): Promise<Installation | undefined>;
  close(): void;
}

/** Opens the sandbox of a server. */
export async function openSandbox(tools: SandboxTools): Promise<Sandbox & OpenSandbox> {
  const { db, settings } = tools;
  const seed = await readSeed(tools);
  const log = new RequestLog(settings.requestLog);
  const sandbox = new Sandbox(tools, log);
  await sandbox.start();
  const controls = [
    ...organizationControls(sandbox),
    ...snapshotControls(sandbox),
    ...stateControls(sandbox),
    ...faultControls(sandbox),
    ...timeControls(sandbox),
    ...requestControls(log, tools.operations),
    ...sessionControls(sandbox),
  ];
  return Object.assign(sandbox, {
    controls,
    key: settings.sandboxKey,
    hint: hintFor,
    standInFor,
    async found(adminKey: string | undefined) {
      const installation = seed
        ? await plant(sandbox, seed, adminKey)
        : await foundInstallation({ ...tools, limits: settings }, settings.organizationName, adminKey);
      await keepSeeds(sandbox);
      return installation;
    },
    exists: (organizationId: string) => organizationExists(db, organizationId),
  });
}
