import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  Caller,
  Change,
  Delivery,
  Handler,
  OpenCall,
  ReadCall,
  RecordActivities,
  WriteCall,
} from '../call.ts';
import type { Actor } from '../contract/activity.ts';
import { ApiError } from '../contract/errors.ts';
import { maskKeys } from '../contract/mask-keys.ts';
import { type Input, isWrite, type Operation, takesIdempotencyKey } from '../contract/operation.ts';
import type { Transaction } from '../db/database.ts';
import { presented } from './authenticate.ts';
import type { ClientAddress } from './client-address.ts';
import { encodingFor } from './compression.ts';
import type { Deliveries } from './deliveries.ts';
import { matchesEtag } from './etag.ts';
import { idempotencyKeyOf, once } from './idempotency.ts';
import { noRoom } from './in-flight.ts';
import type { Tries } from './rate-limit.ts';
import type { ReadRoutes } from './read-routes.ts';
import { createReader, type ReadTools, type RefusedReads } from './reads.ts';
import { sendJson, sendReady } from './respond.ts';
import { Seal } from './seal.ts';
import { sessionCookie } from './session-cookie.ts';
import { validate } from './validate.ts';
import { wireOf } from './versions.ts';

/** What running an operation needs. */
export interface RunTools extends ReadTools {
  /** Where reads are added that need nothing but the response. */
  readRoutes: ReadRoutes;
  refusedReads: RefusedReads;
  deliveries: Deliveries;
  tries: Tries;
  addressOf: ClientAddress;
  idempotencyMaxBytes: number;
  record: RecordActivities;
  /** Whether reads are recorded, too: those of operations that say so are then never cached. */
  recordReads: boolean;
}

/** Maximum number of characters of a client's name in the activity feed. */
const longestAgent = 200;

/** Runs an operation and sends its response. */
export type Run = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type ReadHandler = (input: Input<Operation>, call: ReadCall) => Promise<string>;
type Opener = (input: Input<Operation>, call: OpenCall) => Promise<string>;
type Writer = (input: Input<Operation>, call: WriteCall) => Promise<Change>;

/** What Fastify calls for an operation: validates the input, runs the handler and sends its text. */
export function runner(operation: Operation, handler: Handler<Operation>, tools: RunTools): Run {
  if (!isWrite(operation)) return reader(operation, handler as unknown as ReadHandler, tools);
  return operation.open
    ? opener(operation, handler as unknown as Opener, tools)
    : writer(operation, handler as unknown as Writer, tools);
}

function reader(operation: Operation, handler: ReadHandler, tools: RunTools): Run {
  const isRecorded = tools.recordReads && operation.viewed !== undefined;
  const read = createReader(operation, handler, isRecorded, tools);
  if (operation.method === 'GET' && !isRecorded)
    tools.readRoutes.add(routeOf(operation), { operation, read });
  return async (request, reply) => {
    const { headers, params, query, url } = request;
    const caller = request.caller as Caller;
    const wire = wireOf(headers['anthropic-version']);
    const body = request.body as Buffer | undefined;
    const refusal = tools.refusedReads.get(request.raw);
    if (refusal !== undefined) throw refusal;
    const answer = await read({ caller, wire, url, params, query, body });
    if (isRecorded) await recordView(operation, request, tools);
    if (answer.etag !== undefined) reply.header('etag', answer.etag);
    if (matchesEtag(headers['if-none-match'], answer.etag)) return reply.code(304).send();
    if (!tools.inFlight.takeAnswer(caller.organizationId, answer.body, reply.raw)) throw noRoom();
    const encoding = encodingFor(answer.body.length, headers['accept-encoding']);
    if (encoding === undefined) return sendReady(reply, answer.body);
    return sendReady(reply, await tools.answers.encode(answer, encoding), encoding);
  };
}

/** The path of an operation as routers write it, with `:parameters`. */
export const routeOf = ({ path }: Pick<Operation, 'path'>) => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Adds a read to the feed. */
async function recordView({ viewed }: Operation, request: FastifyRequest, tools: RunTools): Promise<void> {
  const { id: requestId, method, params } = request;
  const caller = request.caller as Caller;
  const activity = viewed?.(params as Record<string, string>, {
    requestId,
    method,
    url: maskKeys(request.url),
  });
  const activities = activity === undefined ? [] : [activity];
  await tools.db.transaction(caller.organizationId, (tx) =>
    tools.record(tx, caller.organizationId, actorOf(caller, request, tools), { activities }),
  );
}

function writer(operation: Operation, handler: Writer, tools: RunTools): Run {
  return async (request, reply) => {
    const caller = request.caller as Caller;
    const body = request.body as Buffer | undefined;
    const input = validate(operation, request.params, request.query, body);
    const idempotencyKey = takesIdempotencyKey(operation)
      ? idempotencyKeyOf(request.headers['idempotency-key'])
      : undefined;
    const requestHash = hashOf(caller, operation, request.url, body);
    const replay = replayNumber(request.headers['x-stainless-retry-count']);
    const wire = wireOf(request.headers['anthropic-version']);
    const now = tools.clockOf(caller.organizationId);
    const addresses = operation.addresses?.(input.body as never) ?? [];
    if (operation.secret) reply.header('cache-control', 'no-store');
    let afterwards: Change['afterwards'];
    const handle = async (db: Transaction, delivery?: Delivery) => {
      const change = await handler(input, { ...caller, wire, now, db, requestHash, replay, delivery });
      afterwards = change.afterwards;
      await tools.record(db, caller.organizationId, actorOf(caller, request, tools), change);
      if (change.cookie !== undefined) reply.header('set-cookie', sessionCookie(change.cookie, request.raw));
      return change.answer;
    };
    const transaction = async <T>(work: (db: Transaction) => Promise<T>) => {
      const started = performance.now();
      const ids = Object.values(request.params as Record<string, string>);
      const done = await tools.states.write(caller.organizationId, ids, work, addresses);
      tools.observeDatabase(operation.id, (performance.now() - started) / 1000);
      if (tools.states.keeps(caller.organizationId, ids)) afterwards?.();
      return done;
    };
    if (idempotencyKey === undefined) {
      return tools.deliveries.deliver(requestHash, caller.organizationId, reply, (delivery) =>
        transaction((db) => handle(db, delivery)),
      );
    }
    const seal = operation.secret && new Seal(presented(request.raw) ?? '', idempotencyKey);
    const keyed = { ...caller, idempotencyKey, requestHash, seal, maxBytes: tools.idempotencyMaxBytes };
    const { text, replayed } = await transaction((db) => once(db, keyed, now, () => handle(db)));
    if (replayed) reply.header('idempotent-replayed', 'true');
    return sendJson(reply, text);
  };
}

function opener(operation: Operation, handler: Opener, tools: RunTools): Run {
  return async (request, reply) => {
    const input = validate(operation, request.params, request.query, request.body as Buffer | undefined);
    const wire = wireOf(request.headers['anthropic-version']);
    const transaction: OpenCall['transaction'] = (organizationId, work) =>
      tools.states.write(organizationId, [], async (tx) => {
        const change = await work(tx);
        const { id: user_id, email: email_address } = change.user;
        const actor: Actor = { type: 'user_actor', user_id, email_address, ...originOf(request, tools) };
        await tools.record(tx, organizationId, actor, change);
        return change.answer;
      });
    const address = tools.addressOf(request.raw) ?? '';
    tools.tries.begin(address);
    let wrong = false;
    try {
      return sendJson(reply, await handler(input, { db: tools.db, wire, transaction }));
    } catch (error) {
      wrong = error instanceof ApiError && error.status === 404;
      throw error;
    } finally {
      if (!wrong) tools.tries.right(address);
    }
  };
}

/** The caller as the activity feed names it. */
function actorOf({ keyId, via }: Caller, request: FastifyRequest, tools: RunTools): Actor {
  return { type: 'admin_api_key_actor', admin_api_key_id: keyId, ...originOf(request, tools), via };
}

/** Where a request comes from, as the activity feed tells it. */
function originOf({ raw }: FastifyRequest, { addressOf }: RunTools) {
  const agent = raw.headers['user-agent']?.toWellFormed();
  return {
    ip_address: addressOf(raw) ?? null,
    user_agent: agent === undefined ? null : maskKeys(agent).slice(0, longestAgent),
  };
}

/** Identical for requests with the same key, operation, URL and body, byte for byte. */
function hashOf(caller: Caller, operation: Operation, url: string, body: Buffer | undefined): string {
  const text = `${caller.keyId} ${operation.id} ${url} ${body?.toString('latin1') ?? ''}`;
  return hash('sha256', text, 'base64url');
}

/** The retry count that official clients send (contract, section 3). */
function replayNumber(header: string | string[] | undefined): number {
  return Math.min(Number.parseInt(String(header), 10) || 0, 1_000_000);
}
