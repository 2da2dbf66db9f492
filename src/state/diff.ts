import type { OrganizationState, StateDocument } from './document.ts';
import { identityOf, type Named } from './identity.ts';

/** A member that differs; undefined where it is absent. */
export interface MemberChange {
  member: string;
  from: unknown;
  to: unknown;
}

/** An object that one document has and the other doesn’t, or that differs. */
export interface Difference {
  /** The sections and identities that lead to it, such as `workspaces`, `ref ci`, `members`, `ada@example.com`. */
  path: readonly string[];
  kind: 'added' | 'removed' | 'changed';
  /** Empty unless it was changed. */
  changes: readonly MemberChange[];
}

type Section = readonly object[] | undefined;
type Identify = (item: object) => string;

/** The sections of an organization or a workspace, in their order, and what identifies their items. */
const sections: Readonly<Record<string, (item: never) => string>> = {
  admin_keys: ({ name }: { name: string }) => name,
  users: identityOf,
  invites: identityOf,
  members: ({ user }: { user: string }) => user,
  service_accounts: (item: Named | { service_account: string }) =>
    'service_account' in item ? item.service_account : identityOf(item),
  api_keys: identityOf,
  workspaces: identityOf,
};

/**
 * What is different in `b` from `a`, section by section, in the order of `a`; what only `b` has comes last. A section that
 * one of them doesn’t have isn’t compared.
 */
export function diffOrganizations(a: OrganizationState, b: OrganizationState): Difference[] {
  return [...differences(a, b, [])];
}

/** The same for documents: their organizations, or the only one of each. */
export function diffDocuments(a: StateDocument, b: StateDocument): Difference[] {
  const [[one, ...others], [other, ...more]] = [a.organizations, b.organizations];
  if (one && other && others.length + more.length === 0) return diffOrganizations(one, other);
  return [...sectionDifferences(a.organizations, b.organizations, ['organizations'], identityOf as Identify)];
}

function* differences(a: object, b: object, path: readonly string[]): Generator<Difference> {
  const changes = memberChanges(a, b);
  if (changes.length > 0) yield { path, kind: 'changed', changes };
  for (const [section, identify] of Object.entries(sections)) {
    const [before, after] = [a, b].map((each) => (each as Record<string, Section>)[section]);
    if (before !== undefined && after !== undefined) {
      yield* sectionDifferences(before, after, [...path, section], identify as Identify);
    }
  }
}

function* sectionDifferences(
  before: readonly object[],
  after: readonly object[],
  path: readonly string[],
  identify: Identify,
): Generator<Difference> {
  const left = new Map(after.map((item) => [identify(item), item]));
  for (const item of before) {
    const identity = identify(item);
    const other = left.get(identity);
    left.delete(identity);
    if (other === undefined) yield { path: [...path, identity], kind: 'removed', changes: [] };
    else yield* differences(item, other, [...path, identity]);
  }
  for (const identity of left.keys()) yield { path: [...path, identity], kind: 'added', changes: [] };
}

/** The members that differ, other than sections; the members of objects one by one. */
function memberChanges(a: object, b: object, prefix = ''): MemberChange[] {
  const [before, after] = [a, b] as Record<string, unknown>[];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name): MemberChange[] => {
    if (prefix === '' && Object.hasOwn(sections, name)) return [];
    const [from, to, member] = [before?.[name], after?.[name], prefix + name];
    if (isObject(from) && isObject(to)) return memberChanges(from, to, `${member}.`);
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ member, from, to }];
  });
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const signs = { added: '+', removed: '-', changed: '~' } as const;

/** The differences as lines: `+` for what was added, `-` for what was removed, `~` for what was changed, and how. */
export function diffText(differences: readonly Difference[]): string[] {
  return differences.flatMap(({ path, kind, changes }) => [
    `${signs[kind]} ${path.join(' / ') || 'organization'}`,
    ...changes.map(({ member, from, to }) => `    ${member}: ${valueText(from)} → ${valueText(to)}`),
  ]);
}

const valueText = (value: unknown) => (value === undefined ? 'absent' : JSON.stringify(value));
