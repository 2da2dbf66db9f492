import { apiKeyOperations } from './api/api-keys/contract.ts';
import { apiKeyHandlers } from './api/api-keys/handlers.ts';
import { Creates } from './api/creates.ts';
import { externalKeyOperations } from './api/external-keys/contract.ts';
import { externalKeyHandlers } from './api/external-keys/handlers.ts';
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
  onReplayClaimed: () => void;
}

/** The one list of all resources. */
export function createApp(settings: Settings, tools: AppTools): Resource[] {
  const creates = new Creates({ ...settings, ...tools });
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
    { operations: sessionOperations, handlers: sessionHandlers(tools) } as Resource,
    { operations: memberOperations, handlers: memberHandlers(settings) } as Resource,
    { operations: externalKeyOperations, handlers: externalKeyHandlers } as Resource,
    {
      operations: organizationOperations,
      handlers: organizationHandlers({ ...settings, ...tools, limits: settings }),
    } as Resource,
    {
      operations: apiKeyOperations,
      handlers: apiKeyHandlers({ now: tools.now, creates, limits: settings }),
    } as Resource,
    {
      operations: serviceAccountOperations,
      handlers: serviceAccountHandlers(creates),
    } as Resource,
    {
      operations: serviceAccountMemberOperations,
      handlers: serviceAccountMemberHandlers,
    } as Resource,
    {
      operations: serviceAccountWorkspaceOperations,
      handlers: serviceAccountWorkspaceHandlers,
    } as Resource,
  ];
}
