import type { User } from '../../api/users/contract.ts';
import { join, roleUpdated } from '../../api/users/join.ts';
import { takeOut } from '../../api/users/remove.ts';
import { replaceUser } from '../../api/users/store.ts';
import { addressOf } from '../../contract/email.ts';
import type { Path } from '../../schema/faults.ts';
import type { UserState } from '../document.ts';
import { Handles } from '../identity.ts';
import { readUsers, type UserRow } from '../rows.ts';
import { pair } from './pair.ts';
import type { Run } from './run.ts';

/** The users of an organization after an import, by what documents call them, and the IDs of all that it ever had. */
export interface People {
  users: Handles<User & { ref?: string | undefined }>;
  ids: ReadonlySet<string>;
}

/** Imports the users. */
export async function importUsers(run: Run): Promise<People> {
  const rows = await readUsers(run.tx, run.organizationId);
  const ids = new Set(rows.map(({ id }) => id));
  const users = new Map<string, User>();
  for (const { id, doc, deleted_at } of rows) if (deleted_at === null) users.set(id, JSON.parse(doc));
  const addressIn = ({ id }: UserRow) => {
    const user = users.get(id);
    return user && addressOf(user.email);
  };
  const section = { items: run.state.users ?? [], path: [...run.path, 'users'] };
  const { pairs, left } = pair(run, section, rows, { object: 'users', nameOf: addressIn, isUnique: true });
  const isLeaving = run.removes && run.state.users !== undefined;
  for (const { id } of isLeaving ? left : []) {
    const user = users.get(id);
    if (user === undefined) continue;
    run.tell('removed', await takeOut(run.tx, run.organizationId, user));
    await run.unmark('users', id);
    users.delete(id);
  }
  const addresses = new Map(Array.from(users.values(), ({ id, email }) => [addressOf(email), id]));
  for (const { item, path, row } of pairs) {
    const before = row && users.get(row.id);
    if (before !== undefined && run.keeps) continue;
    const holder = addresses.get(addressOf(item.email));
    if (holder !== undefined && holder !== row?.id) {
      run.refuse([...path, 'email'], `is the address of another user: ${holder}`);
      continue;
    }
    const user = await put(run, item, path, { row, before });
    if (before !== undefined) addresses.delete(addressOf(before.email));
    addresses.set(addressOf(user.email), user.id);
    users.set(user.id, user);
    ids.add(user.id);
  }
  const known = Array.from(users.values(), (user) => ({ ...user, ref: run.refById('users', user.id) }));
  return { users: new Handles(known), ids };
}

/** Stores a user: a new one, one who is back, or one who may have changed. */
async function put(
  run: Run,
  item: UserState,
  path: Path,
  { row, before }: { row: UserRow | undefined; before: User | undefined },
): Promise<User> {
  const { tx, organizationId } = run;
  if (before === undefined) {
    const moment = run.momentOf(item.added_at);
    const { email, name = '', role = 'user' } = item;
    const id = row?.id ?? run.idOf('user', item, path, moment);
    const joining = { email, name, role, moment, id };
    const { user, activities } = await join(tx, organizationId, joining, row !== undefined);
    run.tell('added', { activities });
    await run.mark('users', user.id, item);
    return user;
  }
  run.requireSame([...path, 'added_at'], run.timeOf(item.added_at), before.added_at);
  const { email, name = before.name, role = before.role } = item;
  const user: User = { ...before, email, name, role };
  const isChanged = JSON.stringify(user) !== JSON.stringify(before);
  if (isChanged) await replaceUser(tx, organizationId, user);
  const isMarked = await run.mark('users', user.id, item);
  if (isChanged || isMarked) {
    run.tell('changed', {
      activities: role === before.role ? [] : [roleUpdated(user, before.role, role)],
    });
  }
  return user;
}

/** The ID of the user whom a document names; undefined, and a fault, if there is none. */
export function userOf(run: Run, { users }: People, text: string, path: Path): string | undefined {
  const user = users.find(text);
  if (user === undefined) run.refuse(path, `there is no user '${text}'`);
  return user?.id;
}

/** The ID of whoever did something; a text that names nobody is the ID of one who has left. */
export function creatorOf(run: Run, people: People, text: string | undefined, path: Path): string | null {
  if (text === undefined) return null;
  if (text.includes('@')) return userOf(run, people, text, path) ?? null;
  return people.users.find(text)?.id ?? text;
}
