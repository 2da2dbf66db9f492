import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import { FailureState } from './components/states/states.tsx';
import { lazily } from './lazily.tsx';
import { noteNavigation } from './navigated.ts';
import { NotFoundPage } from './pages/not-found/not-found.tsx';
import { nothingBut, parseSearch, readText, stringifySearch } from './search.ts';
import { Guard } from './shell/guard.tsx';
import { readView } from './workspaces/view.ts';

const rootRoute = createRootRoute({ component: Outlet, errorComponent: FailureState });

/** All pages that need a session. */
const inside = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  component: Guard,
});

const overview = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazily(() => import('./pages/overview/overview-page.tsx')),
});

// A form is a page over the one that it belongs to, so that it has an address and survives a reload.
const workspaces = createRoute({
  getParentRoute: () => inside,
  path: '/workspaces',
  validateSearch: nothingBut(readView),
  component: lazily(() => import('./pages/workspaces/workspaces-page.tsx')),
});
const newWorkspace = createRoute({
  getParentRoute: () => workspaces,
  path: 'new',
  component: lazily(() => import('./pages/workspaces/new-workspace.tsx')),
});

const workspace = createRoute({
  getParentRoute: () => inside,
  path: '/workspaces/$id',
  component: lazily(() => import('./pages/workspace/workspace-page.tsx')),
});
const workspaceOverview = createRoute({
  getParentRoute: () => workspace,
  id: 'overview',
  component: lazily(() => import('./pages/workspace/overview-tab.tsx')),
});
const workspaceItself = createRoute({ getParentRoute: () => workspaceOverview, path: '/' });
const editWorkspace = createRoute({
  getParentRoute: () => workspaceOverview,
  path: 'edit',
  component: lazily(() => import('./pages/workspace/edit-workspace.tsx')),
});
const workspaceMembers = createRoute({
  getParentRoute: () => workspace,
  path: 'members',
  validateSearch: nothingBut(readText('after_id', 'before_id')),
  component: lazily(() => import('./pages/workspace/members-tab.tsx')),
});
const addWorkspaceMember = createRoute({
  getParentRoute: () => workspaceMembers,
  path: 'add',
  component: lazily(() => import('./pages/workspace/add-member.tsx')),
});
const workspaceKeys = createRoute({
  getParentRoute: () => workspace,
  path: 'api-keys',
  validateSearch: nothingBut(readText('q', 'status', 'after_id', 'before_id')),
  component: lazily(() => import('./pages/workspace/api-keys-tab.tsx')),
});
const workspaceActivity = createRoute({
  getParentRoute: () => workspace,
  path: 'activity',
  component: lazily(() => import('./pages/workspace/activity-tab.tsx')),
});
const workspaceCode = createRoute({
  getParentRoute: () => workspace,
  path: 'code',
  component: lazily(() => import('./pages/workspace/code-tab.tsx')),
});

const members = createRoute({
  getParentRoute: () => inside,
  path: '/members',
  component: lazily(() => import('./pages/members/members-page.tsx')),
});
const users = createRoute({
  getParentRoute: () => members,
  path: '/',
  validateSearch: nothingBut(readText('q', 'role', 'after_id', 'before_id')),
  component: lazily(() => import('./pages/members/users-tab.tsx')),
});
const invites = createRoute({
  getParentRoute: () => members,
  path: 'invites',
  validateSearch: nothingBut(readText('status', 'after_id', 'before_id')),
  component: lazily(() => import('./pages/members/invites-tab.tsx')),
});
const newInvite = createRoute({
  getParentRoute: () => invites,
  path: 'new',
  component: lazily(() => import('./pages/members/new-invite.tsx')),
});
const serviceAccounts = createRoute({
  getParentRoute: () => members,
  path: 'service-accounts',
  validateSearch: nothingBut(readText('archived', 'page')),
  component: lazily(() => import('./pages/members/service-accounts-tab.tsx')),
});
const newServiceAccount = createRoute({
  getParentRoute: () => serviceAccounts,
  path: 'new',
  component: lazily(() => import('./pages/members/new-service-account.tsx')),
});
const user = createRoute({
  getParentRoute: () => inside,
  path: '/members/$id',
  component: lazily(() => import('./pages/members/user-page.tsx')),
});

const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: '/api-keys',
  validateSearch: nothingBut(readText('q', 'status', 'workspace', 'expiring', 'after_id', 'before_id')),
  component: lazily(() => import('./pages/api-keys/api-keys-page.tsx')),
});
const newApiKey = createRoute({
  getParentRoute: () => apiKeys,
  path: 'new',
  component: lazily(() => import('./pages/api-keys/new-api-key.tsx')),
});
const apiKey = createRoute({
  getParentRoute: () => inside,
  path: '/api-keys/$id',
  component: lazily(() => import('./pages/api-keys/api-key-page.tsx')),
});

const activity = createRoute({
  getParentRoute: () => inside,
  path: '/activity',
  validateSearch: nothingBut(readText('type', 'actor', 'from', 'to', 'after_id', 'before_id')),
  component: lazily(() => import('./pages/activity/activity-page.tsx')),
});
const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  validateSearch: nothingBut(readText('operation', 'status', 'id')),
  component: lazily(() => import('./pages/requests/requests-page.tsx')),
});
const sandbox = createRoute({
  getParentRoute: () => inside,
  path: '/sandbox',
  component: lazily(() => import('./pages/sandbox/sandbox-page.tsx')),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazily(() => import('./pages/settings/settings-page.tsx')),
});
const organization = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazily(() => import('./pages/settings/organization-tab.tsx')),
});
const adminKeys = createRoute({
  getParentRoute: () => settings,
  path: 'admin-keys',
  component: lazily(() => import('./pages/settings/admin-keys-tab.tsx')),
});
const newAdminKey = createRoute({
  getParentRoute: () => adminKeys,
  path: 'new',
  component: lazily(() => import('./pages/settings/new-admin-key.tsx')),
});
const server = createRoute({
  getParentRoute: () => settings,
  path: 'server',
  component: lazily(() => import('./pages/settings/server-tab.tsx')),
});

const invite = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invite',
  component: lazily(() => import('./pages/invite/invite-page.tsx')),
});
const components = createRoute({
  getParentRoute: () => rootRoute,
  path: '/components',
  component: lazily(() => import('./pages/components/components-page.tsx')),
});

const nowhere = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundPage });

const routeTree = rootRoute.addChildren([
  inside.addChildren([
    overview,
    workspaces.addChildren([newWorkspace]),
    workspace.addChildren([
      workspaceOverview.addChildren([workspaceItself, editWorkspace]),
      workspaceMembers.addChildren([addWorkspaceMember]),
      workspaceKeys,
      workspaceActivity,
      workspaceCode,
    ]),
    members.addChildren([
      users,
      invites.addChildren([newInvite]),
      serviceAccounts.addChildren([newServiceAccount]),
    ]),
    user,
    apiKeys.addChildren([newApiKey]),
    apiKey,
    activity,
    requests,
    sandbox,
    settings.addChildren([organization, adminKeys.addChildren([newAdminKey]), server]),
    nowhere,
  ]),
  invite,
  components,
]);

/** All pages of the console, by their address below `/console`. */
export const router = createRouter({
  routeTree,
  basepath: '/console',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});
router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) noteNavigation();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** What the new page should focus, instead of its title. */
    focus?: 'search';
  }
}
