import type { Scope } from '../../src/contract/scopes.ts';
import type { Filled } from './page-organization.ts';

/** Something that a page has no state of, and why. */
export interface None {
  none: string;
}

/** A read without which a page has nothing to show. */
export interface Read {
  /** The operation, which a fault of the sandbox holds and fails; or the path of one that no fault strikes. */
  of: string;
  /** What screen readers hear meanwhile. */
  label: string;
  /** How many parts of the page fail with it, each with a button of its own; one by default. */
  parts?: number;
  /** Whether it is of the page beneath a form, which doesn’t wait for it. */
  beneath?: true;
  /** What is said of its failure, if not that the server returned an error. */
  says?: string;
}

/** What can’t be done, by the names of buttons, and by rows and the items of their menus; each with the reason. */
export interface Refused {
  buttons?: Readonly<Record<string, string>>;
  menus?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What is to be shown of a page in each of its states. */
export interface PageRow {
  /** Its address, if that isn’t its path. */
  at?: (organization: Filled) => string;
  h1: string;
  /** Of the document, if that isn’t the h1. */
  title?: string;
  /** The name of the form that is over the page. */
  form?: string;
  /** In an organization that has something of everything; the first of them is there whatever the key may see. */
  filled: readonly [string, ...string[]];
  /** In a new organization. */
  empty: readonly string[] | None;
  reads: readonly Read[] | None;
  /** Reads that only add to the page, and what is said if they fail; null if it is shown without. */
  lesser?: Readonly<Record<string, string | null>>;
  /** The scopes that open it, of which one is enough if there are several; none if every key may see it. */
  scopes: readonly Scope[];
  /** What else is said to a key that has no more than these scopes. */
  partly?: readonly string[];
  /** What can’t be done there with such a key. */
  refused: Refused | None;
  /** The page of something that is archived or over. */
  ended: (Refused & { at: (organization: Filled) => string; h1?: string; says: readonly string[] }) | None;
}

/** Why a key can’t do something. */
export const lacks = (...scopes: Scope[]) => `Your key lacks the scope ${scopes.join(' or ')}.`;
