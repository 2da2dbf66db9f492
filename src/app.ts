import type { Logger } from 'pino';
import { Creates } from './api/creates.ts';
import { inviteOperations } from './api/invites/contract.ts';
import { inviteHandlers } from './api/invites/handlers.ts';
import { sendInvite } from './api/invites/notifier.ts';
import { organizationOperations } from './api/organizations/contract.ts';
import { organizationHandlers } from './api/organizations/handlers.ts';
import { refusedUserRoutes, userOperations } from './api/users/contract.ts';
import { userHandlers } from './api/users/handlers.ts';
import { workspaceOperations } from './api/workspaces/contract.ts';
import { workspaceHandlers } from './api/workspaces/handlers.ts';
import { Replays } from './api/workspaces/replays.ts';
import type { Resource } from './call.ts';
import type { Settings } from './config/settings.ts';
import type { Clock } from './contract/clock.ts';
import type { Database } from './db/database.ts';

/** What resources need besides their settings. */
export interface AppTools {
  db: Database;
  now: Clock;
  version: string;
  log: Pick<Logger, 'warn'>;
  onReplayClaimed: () => void;
}

/** The one list of all resources. */
export function createApp(settings: Settings, tools: AppTools): Resource[] {
  const creates = new Creates({ ...settings, ...tools });
  const notify = (invite: string, token: string) => {
    sendInvite(settings, invite, token).catch((err) =>
      tools.log.warn({ err }, 'an invite could not be posted'),
    );
  };
  return [
    {
      operations: workspaceOperations(settings),
      handlers: workspaceHandlers({
        ...settings,
        ...tools,
        limits: settings,
        replays: new Replays(tools.db, tools.now),
      }),
    } as Resource,
    {
      operations: organizationOperations,
      handlers: organizationHandlers({ ...settings, ...tools, limits: settings }),
    } as Resource,
    { operations: userOperations, handlers: userHandlers, refused: refusedUserRoutes } as Resource,
    {
      operations: inviteOperations,
      handlers: inviteHandlers({ ...tools, limits: settings, creates, notify }),
    } as Resource,
  ];
}
