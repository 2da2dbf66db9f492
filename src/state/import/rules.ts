import { adminKeyPattern } from '../../api/admin-keys/key.ts';
import { workspaceOperations } from '../../api/workspaces/contract.ts';
import { developmentKey } from '../../contract/development-key.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import { type Fault, faultsOf, type Path } from '../../schema/faults.ts';
import {
  type OrganizationState,
  type StateDocument,
  secretPattern,
  type WorkspaceState,
} from '../document.ts';
import { generatedNames } from '../identity.ts';

/** What decides which documents are taken, whatever there is in the database. */
export interface Rules {
  /** The settings of the server, which everything in the document must obey. */
  limits: WorkspaceLimits;
  /** Whether keys, pins, a clock and faults may be in the document, and IDs of objects that don’t exist. */
  isSandbox: boolean;
  /** Reads the variable that `key_env` names. */
  env: (name: string) => string | undefined;
  /** What is wrong with faults that fit their schema; nothing if absent. */
  problemsOf?: (faults: NonNullable<OrganizationState['faults']>) => Iterable<Fault>;
}

/** A key as a document gives it. */
export interface Secret {
  key?: string | undefined;
  key_env?: string | undefined;
}

/** What an import refuses in a document whatever there is in the database. */
export const rulesFor = (rules: Rules) =>
  function* faultsOfRules({ organizations }: StateDocument): Generator<Fault> {
    for (const [index, state] of organizations.entries()) {
      yield* ruleFaults(state, rules, ['organizations', index]);
    }
  };

/** The same of the state of one organization. */
export function* ruleFaults(state: OrganizationState, rules: Rules, path: Path): Generator<Fault> {
  const { admin_keys = [], api_keys = [], workspaces = [], clock, faults } = state;
  if (!rules.isSandbox) {
    for (const [member, value] of Object.entries({ clock, faults })) {
      if (value !== undefined) yield { path: [...path, member], sentence: 'only a sandbox has them' };
    }
    yield* pinFaults(state, path);
  }
  for (const fault of rules.problemsOf?.(faults ?? []) ?? []) {
    yield { ...fault, path: [...path, 'faults', ...fault.path] };
  }
  for (const [index, item] of admin_keys.entries()) {
    yield* secretFaults(item, rules, [...path, 'admin_keys', index], 'an admin key');
  }
  for (const [index, item] of api_keys.entries()) {
    yield* secretFaults(item, rules, [...path, 'api_keys', index], 'a key');
  }
  for (const [index, workspace] of workspaces.entries()) {
    const place = [...path, 'workspaces', index];
    yield* workspaceFaults(workspace, rules, place);
    for (const [at, item] of (workspace.api_keys ?? []).entries()) {
      yield* secretFaults(item, rules, [...place, 'api_keys', at], 'a key');
    }
  }
  // They differ only in their number, and the last has the longest.
  const name = generatedNames(state).at(-1);
  if (name !== undefined) yield* workspaceFaults({ name }, rules, [...path, 'generate']);
}

/** What the API would refuse in a workspace. */
export function workspaceFaults(item: WorkspaceState, { limits }: Rules, path: Path): Iterable<Fault> {
  const body = bodies.get(limits) ?? workspaceOperations(limits).create.body;
  bodies.set(limits, body);
  return faultsOf(body, askedOf(item), path);
}

const bodies = new WeakMap<WorkspaceLimits, ReturnType<typeof workspaceOperations>['create']['body']>();

/** The body with which the API would be asked for a workspace. */
export const askedOf = ({ name, display_color, data_residency, tags }: WorkspaceState) => ({
  name,
  ...(display_color === undefined ? {} : { display_color }),
  ...(data_residency === undefined ? {} : { data_residency }),
  ...(tags === undefined ? {} : { tags }),
});

/** Faults of what is pinned: an object, and all in the sections of it. */
function* pinFaults(item: unknown, path: Path): Generator<Fault> {
  if (typeof item !== 'object' || item === null) return;
  if ('pinned' in item && item.pinned) {
    yield { path: [...path, 'pinned'], sentence: 'only a sandbox pins objects' };
  }
  for (const [section, items] of Object.entries(item)) {
    if (!Array.isArray(items)) continue;
    for (const [index, each] of items.entries()) yield* pinFaults(each, [...path, section, index]);
  }
}

/** Faults of a key; outside a sandbox, nothing but what `adminKeyPattern` describes is looked up as an admin key. */
function* secretFaults(
  { key, key_env }: Secret,
  { isSandbox, env }: Rules,
  path: Path,
  what: 'a key' | 'an admin key',
): Generator<Fault> {
  if (key !== undefined) {
    const sentence = 'only a sandbox takes keys from a document: name a variable in key_env';
    if (!isSandbox) yield { path: [...path, 'key'], sentence };
    return;
  }
  if (key_env === undefined) return;
  const secret = env(key_env);
  const isPublished = what === 'an admin key' && !isSandbox;
  const pattern = isPublished ? adminKeyPattern : new RegExp(secretPattern);
  const form = isPublished ? ': sk-ant-admin01- and at least 43 letters, digits, _ or -' : '';
  let problem: string | undefined;
  if (secret === undefined) problem = 'isn’t set';
  else if (!pattern.test(secret)) problem = `doesn’t hold ${what}${form}`;
  else if (isPublished && secret === developmentKey)
    problem = 'holds the development key, which is published';
  if (problem !== undefined)
    yield { path: [...path, 'key_env'], sentence: `the variable ${key_env} ${problem}` };
}
