import type { Logger } from 'pino';
import { activityOperations } from './api/activities/contract.ts';
import { activityHandlers } from './api/activities/handlers.ts';
import { adminKeyOperations } from './api/admin-keys/contract.ts';
import { adminKeyHandlers } from './api/admin-keys/handlers.ts';
import { apiKeyOperations } from './api/api-keys/contract.ts';
import { apiKeyHandlers } from './api/api-keys/handlers.ts';
import { complianceSettingsOperations } from './api/compliance-settings/contract.ts';
import { complianceSettingsHandlers } from './api/compliance-settings/handlers.ts';
import { Creates } from './api/creates.ts';
import { externalKeyOperations } from './api/external-keys/contract.ts';
import { externalKeyHandlers } from './api/external-keys/handlers.ts';
import { inviteOperations } from './api/invites/contract.ts';
import { inviteHandlers } from './api/invites/handlers.ts';
import { sendInvite } from './api/invites/notifier.ts';
import { memberOperations } from './api/members/contract.ts';
import { memberHandlers } from './api/members/handlers.ts';
import { organizationOperations } from './api/organizations/contract.ts';
import { organizationHandlers } from './api/organizations/handlers.ts';
import {
  serviceAccountMemberOperations,
  serviceAccountWorkspaceOperations,
} from './api/service-account-members/contract.ts';
import {
  serviceAccountMemberHandlers,
  serviceAccountWorkspaceHandlers,
} from './api/service-account-members/handlers.ts';
import { serviceAccountOperations } from './api/service-accounts/contract.ts';
import { serviceAccountHandlers } from './api/service-accounts/handlers.ts';
import { sessionOperations } from './api/sessions/contract.ts';
import { sessionHandlers } from './api/sessions/handlers.ts';
import { userOperations } from './api/users/contract.ts';
import { userHandlers } from './api/users/handlers.ts';
import { workspaceOperations } from './api/workspaces/contract.ts';
import { workspaceHandlers } from './api/workspaces/handlers.ts';
import { Replays } from './api/workspaces/replays.ts';
import type { Handlers, Resource } from './call.ts';
import type { Settings } from './config/settings.ts';
import type { Clock } from './contract/clock.ts';
import type { Operations } from './contract/operation.ts';
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
  const both = { ...settings, ...tools, limits: settings };
  const creates = new Creates(both);
  const replays = new Replays(tools.db);
  const notify = (invite: string, token: string) => {
    sendInvite(settings, invite, token).catch((err) =>
      tools.log.warn({ err }, 'an invite could not be posted'),
    );
  };
  return [
    resource(workspaceOperations(settings), workspaceHandlers({ ...both, replays })),
    resource(memberOperations, memberHandlers(settings)),
    resource(serviceAccountMemberOperations, serviceAccountMemberHandlers),
    resource(organizationOperations, organizationHandlers(both)),
    resource(userOperations, userHandlers),
    resource(inviteOperations, inviteHandlers({ ...both, creates, notify })),
    resource(apiKeyOperations, apiKeyHandlers({ ...both, creates })),
    resource(serviceAccountOperations, serviceAccountHandlers(creates)),
    resource(serviceAccountWorkspaceOperations, serviceAccountWorkspaceHandlers),
    resource(activityOperations, activityHandlers(settings)),
    resource(complianceSettingsOperations, complianceSettingsHandlers),
    resource(adminKeyOperations, adminKeyHandlers({ creates })),
    resource(externalKeyOperations, externalKeyHandlers),
    resource(sessionOperations, sessionHandlers(tools)),
  ];
}

/** Operations with the handlers that fit them. */
const resource = <O extends Operations>(operations: O, handlers: Handlers<O>) =>
  ({ operations, handlers }) as unknown as Resource;
