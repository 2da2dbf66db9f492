import type { Activity, Actor } from '../../../src/contract/activity.ts';

/** An entry of the activity feed, with the members of its type. */
export type FeedEntry = Activity & { id: string; created_at: string; actor: Actor };

/** The objects that entries are about. */
export type Kind = 'workspace' | 'user' | 'api_key' | 'admin_key' | 'service_account' | 'invite';

/** An object that an entry is about. */
export interface Thing {
  kind: Kind;
  id: string;
  /** Whether it has a page no longer. */
  gone?: true;
}

/** What an entry says: plain words, texts that somebody chose, and objects. */
export type Part = string | { text: string } | Thing;

/** The name of an object; undefined if it isn’t known, or not yet. */
export type Names = (thing: Thing) => string | undefined;
