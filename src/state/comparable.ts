import { timestamp } from '../contract/clock.ts';
import { parseMoment } from '../contract/moment.ts';
import { type OrganizationState, timeMembers } from './document.ts';
import { generatedNames, Handles, type Named, nameOf } from './identity.ts';

/** Finds out what users and service accounts are called: addresses and names, whatever a document calls them by. */
type Names = Readonly<Record<string, (text: string) => string>>;

/**
 * An organization as it can be compared with `other`: its times in UTC, its people by their addresses and names, without
 * secrets, and without what only says that something isn’t so.
 */
export function comparable(organization: OrganizationState, other: OrganizationState): OrganizationState {
  const named = (section: 'users' | 'service_accounts') => {
    const known = new Handles<Named>([...(other[section] ?? []), ...(organization[section] ?? [])]);
    return (text: string) => {
      const item = known.find(text);
      return item === undefined ? text : nameOf(item);
    };
  };
  const user = named('users');
  const by = { created_by: user, updated_by: user, archived_by: user };
  return plain(organization, { user, service_account: named('service_accounts'), ...by });
}

/** An organization as an export would have it: without clock and faults, and with the workspaces that it generates. */
export function exportable({ clock, faults, generate, ...state }: OrganizationState): OrganizationState {
  if (generate === undefined) return state;
  const made = generatedNames({ ...state, generate }).map((name) => ({ ref: name, name }));
  return { ...state, workspaces: [...(state.workspaces ?? []), ...made] };
}

function plain<T extends object>(item: T, names: Names): T {
  const members = Object.entries(item).flatMap(([name, value]) => {
    if (Array.isArray(value))
      return [[name, value.map((each) => (isObject(each) ? plain(each, names) : each))]];
    if (value === false || secrets.includes(name)) return [];
    if (typeof value !== 'string') return [[name, value]];
    if (timeMembers.includes(name)) return [[name, timestamp(Math.floor(parseMoment(value) ?? 0))]];
    return [[name, names[name]?.(value) ?? value]];
  });
  return Object.fromEntries(members) as T;
}

/** What is never compared, because it is never exported. */
const secrets: readonly string[] = ['key', 'key_env'];

/** Whether a value has members. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
