import { comparable, exportable, isObject } from './comparable.ts';
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

/** Which of two documents somebody wrote, so that it leaves out what it isn’t about; undefined if both or none were. */
export type Written = 'from' | 'to' | undefined;

/**
 * What is different in `b` from `a`, section by section, in the order of `a`; what only `b` has comes last. Two objects are
 * the same if what identifies one of them, its ID, else its ref, else its name, is true of the other. A section that one
 * of them doesn’t have isn’t compared. If one was written, nor is a member that it doesn’t have, nor what it doesn’t name
 * although no import would remove that: other organizations, the default workspace, and what is over.
 */
export function diffDocuments(a: StateDocument, b: StateDocument, written?: Written): Difference[] {
  const comparison = new Comparison(written);
  const [[one, ...others], [other, ...more]] = [a.organizations, b.organizations];
  const isSingle = one && other && others.length + more.length === 0;
  return [...(isSingle ? comparison.organization(one, other, []) : comparison.documents(a, b))];
}

/** How the items of a section are compared. */
interface How<Item> {
  marks: Marks;
  compare: (a: Item, b: Item, path: readonly string[]) => Iterable<Difference>;
  /** Whether a written document may leave it out. */
  isSpared: (item: Item) => boolean;
}

class Comparison {
  readonly #written: Written;

  constructor(written: Written) {
    this.#written = written;
  }

  documents(a: StateDocument, b: StateDocument): Iterable<Difference> {
    return this.#section(a.organizations, b.organizations, ['organizations'], {
      marks: marksOf as Marks,
      compare: (one, other, path) => this.organization(one, other, path),
      isSpared: () => true,
    });
  }

  organization(a: OrganizationState, b: OrganizationState, path: readonly string[]): Iterable<Difference> {
    const from = this.#written === 'from' ? exportable(a) : a;
    const to = this.#written === 'to' ? exportable(b) : b;
    return this.#object(comparable(from, to), comparable(to, from), path);
  }

  *#object(a: object, b: object, path: readonly string[]): Generator<Difference> {
    const changes = this.#changes(a, b);
    if (changes.length > 0) yield { path, kind: 'changed', changes };
    for (const [section, marks] of Object.entries(sections)) {
      const [before, after] = [a, b].map((each) => (each as Record<string, Section>)[section]);
      if (before === undefined || after === undefined) continue;
      yield* this.#section(before, after, [...path, section], {
        marks: marks as Marks,
        compare: (one, other, at) => this.#object(one, other, at),
        isSpared: (item) => isOver(item) || ('default' in item && item.default === true),
      });
    }
  }

  *#section<Item extends object>(
    before: readonly Item[],
    after: readonly Item[],
    path: readonly string[],
    { marks, compare, isSpared }: How<Item>,
  ): Generator<Difference> {
    const { pairs, left } = paired(before, after, marks);
    const pathOf = (item: Item) => [...path, marks(item)[0] as string];
    for (const item of before) {
      const other = pairs.get(item);
      if (other !== undefined) yield* compare(item, other, pathOf(item));
      else if (this.#written !== 'to' || !isSpared(item)) {
        yield { path: pathOf(item), kind: 'removed', changes: [] };
      }
    }
    for (const item of left) {
      if (this.#written !== 'from' || !isSpared(item))
        yield { path: pathOf(item), kind: 'added', changes: [] };
    }
  }

  /** The members that differ, other than sections; the members of objects one by one. */
  #changes(a: object, b: object, prefix = ''): MemberChange[] {
    const [before, after] = [a, b] as Record<string, unknown>[];
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].flatMap((name): MemberChange[] => {
      if (prefix === '' && Object.hasOwn(sections, name)) return [];
      const [from, to, member] = [before?.[name], after?.[name], prefix + name];
      if (isObject(from) && isObject(to)) return this.#changes(from, to, `${member}.`);
      const isLeftOut = this.#written !== undefined && { from, to }[this.#written] === undefined;
      if (isLeftOut && !isTold(member)) return [];
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ member, from, to }];
    });
  }
}

/** Which items of `after` those of `before` are, first by what identifies both; and those that are left. */
function paired<Item extends object>(before: readonly Item[], after: readonly Item[], marks: Marks) {
  const [pairs, left] = [new Map<Item, Item>(), new Set(after)];
  const identity = (item: Item) => marks(item)[0] as string;
  const identified = Map.groupBy(overLast(after), identity);
  const marked = new Map<string, Item[]>();
  for (const item of overLast(after)) {
    for (const mark of marks(item)) {
      const others = marked.get(mark);
      if (others === undefined) marked.set(mark, [item]);
      else others.push(item);
    }
  }
  const same = (item: Item) => identified.get(identity(item)) ?? [];
  const alike = (item: Item) => [
    ...(marked.get(identity(item)) ?? []),
    ...marks(item).flatMap((mark) => identified.get(mark) ?? []),
  ];
  for (const candidates of [same, alike]) {
    for (const item of overLast(before)) {
      const other = pairs.has(item) ? undefined : candidates(item).find((each) => left.delete(each));
      if (other !== undefined) pairs.set(item, other);
    }
  }
  return { pairs, left };
}

/** Whether something is no more, as far as a document goes: archived, or an invite that was accepted. */
const isOver = (item: { archived_at?: unknown; status?: unknown; accepted_at?: unknown }) =>
  item.archived_at !== undefined || item.status === 'archived' || item.accepted_at !== undefined;

/** What is over can have the name of what isn’t. */
const overLast = <Item extends object>(items: readonly Item[]) =>
  items.toSorted((one, other) => Number(isOver(one)) - Number(isOver(other)));

/** Whether a member says something by its absence: that the object is active, or that it hasn’t this tag. */
const isTold = (member: string) => member === 'archived_at' || member.startsWith('tags.');

const signs = { added: '+', removed: '-', changed: '~' } as const;

/** The differences as lines: `+` for what was added, `-` for what was removed, `~` for what was changed, and how. */
export function diffText(differences: readonly Difference[]): string[] {
  return differences.flatMap(({ path, kind, changes }) => [
    `${signs[kind]} ${path.join(' / ') || 'organization'}`,
    ...changes.map(({ member, from, to }) => `    ${member}: ${valueText(from)} → ${valueText(to)}`),
  ]);
}

const valueText = (value: unknown) => (value === undefined ? 'absent' : JSON.stringify(value));
