import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Delivery, Handler, ReadCall, WriteCall } from '../call.ts';
import type { Clock } from '../contract/clock.ts';
import type { Input, Operation } from '../contract/operation.ts';
import type { Database, Transaction } from '../db/database.ts';
import { type Answers, readyAnswer } from './answers.ts';
import { encodingFor } from './compression.ts';
import type { Deliveries } from './deliveries.ts';
import { idempotencyKeyOf, once } from './idempotency.ts';
import { type InFlight, noRoom } from './in-flight.ts';
import { sendJson, sendReady } from './respond.ts';
import type { Turns } from './turns.ts';
import { validate } from './validate.ts';

/** What running an operation needs. */
export interface RunTools {
  db: Database;
  now: Clock;
  answers: Answers;
  inFlight: InFlight;
  deliveries: Deliveries;
  turns: Turns;
  idempotencyMaxBytes: number;
  /** Called with the time that the database took, in seconds. */
  observeDatabase: (operation: string, seconds: number) => void;
}

type Run = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type AnyHandler<C> = (input: Input<Operation>, call: C) => Promise<string>;

/** What Fastify calls for an operation: validates the input, runs the handler and sends its text. */
export function runner(operation: Operation, handler: Handler<Operation>, tools: RunTools): Run {
  return operation.method === 'GET'
    ? reader(operation, handler as unknown as AnyHandler<ReadCall>, tools)
    : writer(operation, handler as AnyHandler<WriteCall>, tools);
}

function reader(operation: Operation, handler: AnyHandler<ReadCall>, tools: RunTools): Run {
  return async (request, reply) => {
    const caller = request.caller as Caller;
    const input = validate(operation, request.params, request.query, undefined);
    const expectBytes = (bytes: number) => {
      if (!tools.inFlight.hasRoom(caller.organizationId, bytes)) throw noRoom();
    };
    const { organizationId } = caller;
    const wait = tools.turns.enter(organizationId);
    if (wait !== undefined) await wait;
    const turn = async () => {
      await nextTurn();
      await tools.turns.enter(organizationId);
    };
    const { generation } = tools.answers;
    let answer = tools.answers.find(organizationId, request.url);
    if (answer === undefined) {
      const started = performance.now();
      const text = await handler(input, { ...caller, db: tools.db, expectBytes, turn });
      tools.observeDatabase(operation.id, (performance.now() - started) / 1000);
      answer = readyAnswer(operation.id, request.url, text);
    }
    if (!tools.inFlight.takeAnswer(organizationId, answer.body, reply.raw)) throw noRoom();
    if (!operation.ofKey) tools.answers.keep(organizationId, request.url, answer, generation);
    const encoding = encodingFor(answer.body.length, request.headers['accept-encoding']);
    if (encoding === undefined) return sendReady(reply, answer.body);
    return sendReady(
      reply,
      await tools.answers.encode(organizationId, request.url, answer, encoding),
      encoding,
    );
  };
}

function writer(operation: Operation, handler: AnyHandler<WriteCall>, tools: RunTools): Run {
  return async (request, reply) => {
    const caller = request.caller as Caller;
    const body = request.body as Buffer | undefined;
    const input = validate(operation, request.params, request.query, body);
    const idempotencyKey = idempotencyKeyOf(request.headers['idempotency-key']);
    const requestHash = hashOf(caller, operation, request.url, body);
    const replay = replayNumber(request.headers['x-stainless-retry-count']);
    const handle = (db: Transaction, delivery?: Delivery) =>
      handler(input, { ...caller, db, requestHash, replay, delivery });
    const transaction = async <T>(work: (db: Transaction) => Promise<T>) => {
      const started = performance.now();
      const done = await tools.db.transaction(caller.organizationId, work);
      tools.observeDatabase(operation.id, (performance.now() - started) / 1000);
      return done;
    };
    if (idempotencyKey === undefined) {
      return tools.deliveries.deliver(requestHash, caller.organizationId, reply, (delivery) =>
        transaction((db) => handle(db, delivery)),
      );
    }
    const keyed = { ...caller, idempotencyKey, requestHash, maxBytes: tools.idempotencyMaxBytes };
    const { text, replayed } = await transaction((db) => once(db, keyed, tools.now, () => handle(db)));
    if (replayed) reply.header('idempotent-replayed', 'true');
    return sendJson(reply, text);
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
