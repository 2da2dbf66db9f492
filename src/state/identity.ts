import { addressOf } from '../contract/email.ts';
import type { OrganizationState } from './document.ts';

/** What every object of a document can be identified by, besides its name. */
export interface Identified {
  id?: string | undefined;
  ref?: string | undefined;
}

/** An object that has an email address or a name, too. */
export type Named = Identified & {
  default?: boolean | undefined;
  archived_at?: string | null | undefined;
} & ({ email: string } | { name: string });

/** What identifies an object among others of its kind: its ID, else its ref, else its name; there is one default workspace. */
export function identityOf(item: Named): string {
  if (item.default) return 'default workspace';
  if (item.id !== undefined) return `id ${item.id}`;
  return item.ref === undefined ? `name ${nameOf(item)}` : `ref ${item.ref}`;
}

/** The name of an object that has an email address or a name; the letter case of an address is ignored. */
export const nameOf = (item: Named): string => ('email' in item ? addressOf(item.email) : item.name);

/** Finds the items of a section by what documents call them: name, else ref, else ID. */
export class Handles<Item extends Named> {
  readonly #items = new Map<string, Item>();

  constructor(items: readonly Item[]) {
    for (const item of items) if (item.id !== undefined) this.#items.set(item.id, item);
    for (const item of items) if (item.ref !== undefined) this.#items.set(item.ref, item);
    // A live object goes before an archived one of its name.
    for (const isArchived of [true, false]) {
      for (const item of items)
        if (Boolean(item.archived_at) === isArchived) this.#items.set(nameOf(item), item);
    }
  }

  find(text: string): Item | undefined {
    return this.#items.get(text) ?? this.#items.get(addressOf(text));
  }
}

/** The names of the workspaces that an organization’s `generate` stands for; each is the ref, too. */
export function generatedNames({ generate }: OrganizationState): string[] {
  if (generate === undefined) return [];
  return Array.from({ length: generate.workspaces }, (_each, index) =>
    generate.name.replace(/%(?:0(\d))?d/, (_all, width = '0') =>
      String(index + 1).padStart(Number(width), '0'),
    ),
  );
}
