import type { OrganizationState, StateDocument } from './document.ts';
import { identityOf, type Named, nameOf } from './identity.ts';

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
/** What is known of an item that may be that of another document, too; the first is what identifies it. */
type Marks = (item: object) => readonly string[];

const marksOf = (item: Named): string[] => {
  const { id, ref } = item;
  const all = [
    id === undefined ? [] : `id ${id}`,
    ref === undefined ? [] : `ref ${ref}`,
    `name ${nameOf(item)}`,
  ].flat();
  return item.default ? [identityOf(item)] : all;
};

/** The sections of an organization or a workspace, in their order, and what identifies their items. */
const sections: Readonly<Record<string, (item: never) => readonly string[]>> = {
  admin_keys: ({ name }: { name: string }) => [name],
  users: marksOf,
  invites: marksOf,
  members: ({ user }: { user: string }) => [user],
  service_accounts: (item: Named | { service_account: string }) =>
    'service_account' in item ? [item.service_account] : marksOf(item),
  api_keys: marksOf,
  workspaces: marksOf,
};

/**
 * What is different in `b` from `a`, section by section, in the order of `a`; what only `b` has comes last. Two objects are
 * the same if what identifies one of them, its ID, else its ref, else its name, is true of the other. A section that one
 * of them doesn’t have isn’t compared.
 */
export function diffOrganizations(a: OrganizationState, b: OrganizationState): Difference[] {
  return [...differences(a, b, [])];
}

/** The same for documents: their organizations, or the only one of each. */
export function diffDocuments(a: StateDocument, b: StateDocument): Difference[] {
  const [[one, ...others], [other, ...more]] = [a.organizations, b.organizations];
  if (one && other && others.length + more.length === 0) return diffOrganizations(one, other);
  return [...sectionDifferences(a.organizations, b.organizations, ['organizations'], marksOf as Marks)];
}

function* differences(a: object, b: object, path: readonly string[]): Generator<Difference> {
  const changes = memberChanges(a, b);
  if (changes.length > 0) yield { path, kind: 'changed', changes };
  for (const [section, marks] of Object.entries(sections)) {
    const [before, after] = [a, b].map((each) => (each as Record<string, Section>)[section]);
    if (before !== undefined && after !== undefined) {
      yield* sectionDifferences(before, after, [...path, section], marks as Marks);
    }
  }
}

function* sectionDifferences(
  before: readonly object[],
  after: readonly object[],
  path: readonly string[],
  marks: Marks,
): Generator<Difference> {
  const left = new Set(after);
  const [identified, marked] = [new Map<string, object>(), new Map<string, object>()];
  for (const item of after.toReversed()) {
    identified.set(marks(item)[0] as string, item);
    for (const mark of marks(item)) marked.set(mark, item);
  }
  for (const item of before) {
    const own = marks(item);
    const identity = own[0] as string;
    const others = [marked.get(identity), ...own.map((mark) => identified.get(mark))];
    const other = others.find((each) => each !== undefined && left.delete(each));
    if (other === undefined) yield { path: [...path, identity], kind: 'removed', changes: [] };
    else yield* differences(item, other, [...path, identity]);
  }
  for (const item of left) yield { path: [...path, marks(item)[0] as string], kind: 'added', changes: [] };
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
