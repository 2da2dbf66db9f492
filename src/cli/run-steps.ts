import { hash } from 'node:crypto';
import { apiKeyOperations } from '../api/api-keys/contract.ts';
import { inviteOperations } from '../api/invites/contract.ts';
import { memberOperations } from '../api/members/contract.ts';
import { serviceAccountMemberOperations } from '../api/service-account-members/contract.ts';
import { serviceAccountOperations } from '../api/service-accounts/contract.ts';
import { userOperations } from '../api/users/contract.ts';
import type { Operation } from '../contract/operation.ts';
import type { OrganizationState } from '../state/document.ts';
import type { Id, Step } from '../state/plan/draft.ts';
import { titleOf } from '../state/plan/render.ts';
import type { Call, Request } from './client.ts';
import type { Context } from './context.ts';
import { shownOnce } from './operations.ts';
import { printable } from './table.ts';
import { Unreachable } from './unreachable.ts';
import { operations as workspaceOperations } from './workspaces.ts';

const operations = new Map<string, Operation>(
  [
    workspaceOperations,
    memberOperations,
    apiKeyOperations,
    serviceAccountOperations,
    serviceAccountMemberOperations,
    userOperations,
    inviteOperations,
  ].flatMap((each) => Object.values(each).map((operation) => [operation.id, operation])),
);

/** Those of which two can be made that are the same: all others are refused, or change nothing, when sent again. */
const repeatable = ['workspaces.create', 'api_keys.create'];

/** Does the steps one after another, and tells of each; throws at the first failure, with what was done before. */
export async function runSteps(
  steps: readonly Step[],
  { call, live }: { call: Call; live: OrganizationState },
  { print, tell }: Context,
): Promise<void> {
  const ids = new Map<string, string>();
  const known = idsIn(live);
  for (const [index, step] of steps.entries()) {
    try {
      const { id, raw_key } = await runStep(step, ids, known, { call, live });
      if (step.makes !== undefined && id !== undefined) ids.set(step.makes, id);
      print(printable(`done: ${titleOf(step)}`));
      if (raw_key === undefined) continue;
      print(raw_key);
      tell(shownOnce);
    } catch (error) {
      const message = `${titleOf(step)}: ${(error as Error).message}\n${index} of ${steps.length} steps were done. Run apply again to go on.`;
      throw error instanceof Unreachable ? new Unreachable(message) : new Error(message, { cause: error });
    }
  }
}

interface Answer {
  id?: string;
  raw_key?: string;
}

async function runStep(
  { request: { operation: id, params, body } }: Step,
  ids: ReadonlyMap<string, string>,
  known: ReadonlySet<string | undefined>,
  { call, live }: { call: Call; live: OrganizationState },
): Promise<Answer> {
  const operation = operations.get(id) as Operation;
  const request = resolved({ params, body }, ids);
  if (!repeatable.includes(id)) return JSON.parse(await call(operation, request));
  // The same step of an apply that was killed has the same key, so its answer comes again, and no twin.
  let idempotencyKey = hash('sha256', JSON.stringify([live.id, id, request]));
  for (;;) {
    const answer = JSON.parse(await call(operation, { ...request, idempotencyKey }));
    // What was there when the plan was made isn't what is wanted: it was made by the same step of an earlier apply, and was
    // archived or renamed since.
    if (!known.has(answer.id)) return answer;
    idempotencyKey = hash('sha256', idempotencyKey + answer.id);
  }
}

/** With the IDs of what was created by earlier steps. */
const resolved = (request: { params?: object; body?: object }, ids: ReadonlyMap<string, string>) =>
  JSON.parse(JSON.stringify(request), (name, value: Id) =>
    name.endsWith('_id') && typeof value === 'object' ? ids.get(value.made) : value,
  ) as Partial<Request>;

const idsIn = ({ workspaces = [], api_keys = [] }: OrganizationState) =>
  new Set(
    [...workspaces, ...api_keys, ...workspaces.flatMap((each) => each.api_keys ?? [])].map(({ id }) => id),
  );
