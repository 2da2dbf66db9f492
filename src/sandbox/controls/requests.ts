import { type Static, Type } from 'typebox';
import { timestamp } from '../../contract/clock.ts';
import { ApiError, invalid } from '../../contract/errors.ts';
import { map, strict } from '../../contract/fields.ts';
import { isId } from '../../contract/id.ts';
import { parseMoment } from '../../contract/moment.ts';
import type { Control, ControlCall } from '../control.ts';
import { requireKnown } from '../operations.ts';
import type { Filter } from '../requests/filter.ts';
import { lint } from '../requests/lint.ts';
import type { RequestLog } from '../requests/log.ts';
import { type Expectation, verify } from '../requests/verify.ts';
import { idOf, one } from './shared.ts';

const operation = Type.String({
  description: 'ID of an operation, `workspaces.*`, or `*` for all requests.',
});
const query = Type.Object(
  {
    operation: Type.Optional(operation),
    status: Type.Optional(
      Type.String({
        pattern: '^(0|[1-5]([0-9][0-9]|xx))$',
        'x-sentence': 'Input should be a status such as 429 or 4xx, or 0 for no response',
      }),
    ),
    since: Type.Optional(Type.String({ description: 'A request’s ID or a time.' })),
  },
  strict,
);
const expectation = Type.Object(
  {
    operation,
    times: Type.Optional(Type.Integer({ minimum: 0 })),
    body: Type.Optional(Type.Unknown()),
    headers: Type.Optional(map(Type.String())),
  },
  strict,
);
const path = `${one}/requests`;

type Query = Static<typeof query>;
type Call = ControlCall<Query, Expectation>;

/** What shows, counts, checks and empties the request log. Filters by an operation that isn’t among these are refused. */
export function requestControls(log: RequestLog, operations: readonly string[]): Control[] {
  const filterOf = ({ operation, status, since }: Query): Filter => {
    if (operation !== undefined) requireKnown(operation, operations);
    return {
      ...(operation !== undefined && { operation }),
      ...(status !== undefined && { status }),
      ...(since !== undefined && { since: startOf(since) }),
    };
  };
  const control = (
    { id, ...route }: Omit<Control, 'run'>,
    answer: (organizationId: string, call: Call) => unknown,
  ): Control => ({
    ...route,
    id: `sandbox.requests.${id}`,
    run(call: Call) {
      if (log.mode === 'off')
        throw refusal('Requests aren’t logged: start the server with --request-log full.');
      return answer(idOf(call), call);
    },
  });
  return [
    control({ id: 'list', method: 'GET', path, query }, (organizationId, call) => ({
      data: log.list(organizationId, filterOf(call.query)),
    })),
    control({ id: 'count', method: 'GET', path: `${path}/count`, query }, (organizationId, call) => ({
      count: log.count(organizationId, filterOf(call.query)),
    })),
    control({ id: 'stream', method: 'GET', path: `${path}/stream`, query }, (organizationId, call) =>
      log.follow(organizationId, filterOf(call.query)),
    ),
    control({ id: 'lint', method: 'GET', path: `${path}/lint` }, (organizationId) => ({
      data: lint(log.list(organizationId)),
    })),
    control({ id: 'clear', method: 'DELETE', path }, (organizationId) => ({
      deleted: log.clear(organizationId),
    })),
    control(
      { id: 'verify', method: 'POST', path: `${path}/verify`, body: expectation },
      (organizationId, call) => {
        requireKnown(call.body.operation, operations);
        if (call.body.body !== undefined && log.mode === 'lean') {
          throw invalid('body', 'bodies aren’t logged: start the server with --request-log full');
        }
        return { count: verify(log.list(organizationId), call.body) };
      },
    ),
  ];
}

/** A request’s ID as it is, or a time as a timestamp; throws 400 for anything else. */
function startOf(since: string): string {
  if (isId('req', since)) return since;
  const moment = parseMoment(since);
  if (moment !== undefined) return timestamp(Math.ceil(moment));
  throw invalid('since', 'Input should be the ID of a request, or a time such as 2026-11-01T12:00:00Z');
}

const refusal = (message: string) => new ApiError('invalid_request_error', message);
