import type { Fault } from '../../schema/faults.ts';
import type { OrganizationState } from '../document.ts';
import { planApiKeys } from './api-keys.ts';
import { Draft, type Kind, kinds, type PlanOptions, type Step } from './draft.ts';
import { planInvites, planUsers } from './people.ts';
import { planServiceAccounts } from './service-accounts.ts';
import { refusalOf } from './threshold.ts';
import { planWorkspaces } from './workspaces.ts';

/** How to make a live organization what a document says. */
export interface Plan {
  /** In the order in which they are to be done: first what makes room. */
  readonly steps: readonly Step[];
  /** Why the document can’t be had; the steps are then to be left alone. */
  readonly faults: readonly Fault[];
  /** What has to be done elsewhere, or later. */
  readonly notes: readonly string[];
  /** What the document doesn’t have, but stays. */
  readonly left: readonly { readonly object: Kind; readonly identity: string }[];
  /** Why so much is to be removed that it needs to be forced, if it does. */
  readonly refusal: string | undefined;
}

/** What is of a document only in a sandbox, and nothing that an Admin API could change. */
const unmanaged = ['admin_keys', 'workspace_limit', 'clock', 'faults'] as const;

/**
 * Compares an organization of a document with a live one. A section or member that the document doesn’t have isn’t managed. The
 * same input gives the same plan.
 */
export function planChanges(wanted: OrganizationState, live: OrganizationState, options: PlanOptions): Plan {
  const draft = new Draft(wanted, live, options);
  const others = unmanaged.filter((name) => wanted[name] !== undefined);
  if (others.length > 0) draft.notes.push(`not managed by plan and apply: ${others.join(', ')}`);
  planServiceAccounts(draft);
  planUsers(draft);
  planInvites(draft);
  planWorkspaces(draft);
  const place = { name: '', scope: { type: 'organization' }, path: ['api_keys'] };
  planApiKeys(wanted.api_keys, live.api_keys, place, draft);
  const { removals, changes, faults, notes, left } = draft;
  const inOrder = kinds.flatMap((kind) => removals.filter((step) => step.object === kind));
  return { steps: [...inOrder, ...changes], faults, notes, left, refusal: refusalOf(removals, live) };
}
