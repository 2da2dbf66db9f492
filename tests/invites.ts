import { recordActivities } from '../src/api/activities/record.ts';
import { Creates } from '../src/api/creates.ts';
import type { Invite, InviteLink, InviteStatus } from '../src/api/invites/contract.ts';
import { inviteHandlers } from '../src/api/invites/handlers.ts';
import type { InviteLimits } from '../src/api/invites/make.ts';
import { foundOrganization } from '../src/api/organizations/found.ts';
import type { User } from '../src/api/users/contract.ts';
import { userHandlers } from '../src/api/users/handlers.ts';
import type { Change, OpenCall, WriteCall } from '../src/call.ts';
import { createClock } from '../src/contract/clock.ts';
import type { Database, Transaction } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { openDatabase } from '../src/db/open.ts';
import type { Kind } from './databases.ts';
import { limits as workspaceLimits } from './limits.ts';

/** Invites without limits besides their lifetime of 21 days. */
export const noLimits: InviteLimits = { inviteLifetime: 21, memberLimit: 0, emailDomains: [] };

/** A clock that can be set forward, in microseconds. */
function settable() {
  const clock = createClock();
  const set = { ahead: 0 };
  return Object.assign(() => clock() + set.ahead, {
    ago: (before: number) => clock.ago(before) + set.ahead,
    set,
  });
}

/** Two servers on one database, with an organization and a clock that both look at. */
export async function twoServers(kind: Kind) {
  const now = settable();
  const url = await kind.url();
  const dbs = await Promise.all([0, 1].map(() => openDatabase(url, { now })));
  const [db] = dbs as [Database, Database];
  await migrate(db, now());
  const { id } = await foundOrganization({ db, now, limits: workspaceLimits }, 'An organization');
  const close = async () => {
    for (const each of dbs) await each.close();
  };
  return { now, dbs: dbs as [Database, Database], id, close, [Symbol.asyncDispose]: close };
}

/** The operations as one server runs them. */
export function caller(
  db: Database,
  now: ReturnType<typeof settable>,
  organizationId: string,
  limits = noLimits,
) {
  const tokens: string[] = [];
  const creates = new Creates({ safeReplays: true, onReplayClaimed: () => {} });
  const handlers = inviteHandlers({
    limits,
    creates,
    publicUrl: undefined,
    notify: (_invite, token) => tokens.push(token),
  });
  const who = { organizationId, keyId: 'apikey_1', scopes: null, via: 'api', wire: 'new', now } as const;
  const actor = { type: 'system_actor', service: 'cli' } as const;
  const recorded = async <C extends Change>(tx: Transaction, change: C) => {
    await recordActivities(tx, organizationId, actor, change);
    return change;
  };
  const write = async <T>(work: (call: WriteCall) => Promise<Change>): Promise<T> => {
    const request = { requestHash: 'hash', replay: 0, delivery: undefined };
    const change = await db.transaction(organizationId, async (tx) =>
      recorded(tx, await work({ ...who, ...request, db: tx })),
    );
    change.afterwards?.();
    return JSON.parse(change.answer) as T;
  };
  const open: OpenCall = {
    db,
    wire: 'new',
    transaction: async (id, work) =>
      (await db.transaction(id, async (tx) => recorded(tx, await work(tx)))).answer,
  };
  let until = '';
  const reading = {
    ...who,
    db,
    expectBytes: () => {},
    turn: async () => {},
    tokens: { issue: () => '', read: () => [] },
    validUntil: (time: string) => {
      until = time;
    },
  };
  const at = (invite_id: string) => ({ params: { invite_id }, query: undefined, body: undefined });
  return {
    create: (email: string) =>
      write<Invite>((call) =>
        handlers.create({ params: undefined, query: undefined, body: { email, role: 'user' } }, call),
      ),
    /** The token of the latest create. */
    token: () => tokens.at(-1) as string,
    delete: (id: string) => write((call) => handlers.delete(at(id), call)),
    link: (id: string) => write<InviteLink>((call) => handlers.link(at(id), call)),
    accept: (id: string) => write<{ user: User }>((call) => handlers.accept({ ...at(id), body: {} }, call)),
    redeem: async (token: string) =>
      JSON.parse(await handlers.redeem({ params: undefined, query: undefined, body: { token } }, open)) as {
        user: User;
      },
    remove: (user_id: string) =>
      write((call) => userHandlers.remove({ params: { user_id }, query: undefined, body: undefined }, call)),
    users: async (): Promise<string[]> =>
      (
        await db.all<{ id: string }>(
          'SELECT id FROM users WHERE organization_id = $1 AND deleted_at IS NULL',
          organizationId,
        )
      ).map(({ id }) => id),
    pending: async () => (await list({ 'statuses[]': ['pending'] })).length,
    events: async () =>
      (
        await db.all<{ type: string }>(
          'SELECT type FROM activities WHERE organization_id = $1 ORDER BY id',
          organizationId,
        )
      ).map(({ type }) => type),
    list,
    get: async (id: string) => JSON.parse(await handlers.retrieve(at(id), reading)) as Invite,
    /** Until when the latest read said that it is valid. */
    until: () => until,
  };

  async function list(query: { 'statuses[]'?: InviteStatus[] } = {}): Promise<Invite[]> {
    const usual = { limit: 20, 'roles[]': [], 'statuses[]': [] };
    const input = { params: undefined, query: { ...usual, ...query }, body: undefined };
    return JSON.parse(await handlers.list(input, reading)).data;
  }
}

/** The same organization on both servers. */
export function both(
  { dbs: [first, second], now, id }: Awaited<ReturnType<typeof twoServers>>,
  limits = noLimits,
) {
  return [caller(first, now, id, limits), caller(second, now, id, limits)] as const;
}
