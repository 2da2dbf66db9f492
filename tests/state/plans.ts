import type { OrganizationState, WorkspaceState } from '../../src/state/document.ts';
import { type Plan, planChanges } from '../../src/state/plan/plan.ts';
import { titleOf } from '../../src/state/plan/render.ts';

/** When plans are made, before and after. */
export const now = '2026-06-01T00:00:00Z';
export const [past, future] = ['2026-05-01T00:00:00Z', '2026-07-01T00:00:00Z'];

type Sections = Omit<OrganizationState, 'name'>;

/** What is planned for an organization with these sections; everything that is left out of the live one is empty. */
export function plan(wanted: Sections, live: Sections = {}, options = {}): Plan {
  const empty = { users: [], invites: [], service_accounts: [], api_keys: [], workspaces: [] };
  return planChanges({ name: 'A', ...wanted }, { name: 'A', ...empty, ...live }, { now, ...options });
}

/** What the steps of a plan do. */
export const titles = ({ steps }: Plan) => steps.map(titleOf);
/** What is wrong with what was wanted. */
export const faults = (plan: Plan) =>
  plan.faults.map(({ path, sentence }) => `${path.join('.')}: ${sentence}`);
/** A live workspace with everything in it that can be read. */
export const place = (more: Partial<WorkspaceState> = {}): WorkspaceState => ({
  id: 'w1',
  name: 'One',
  tags: {},
  members: [],
  service_accounts: [],
  api_keys: [],
  ...more,
});
