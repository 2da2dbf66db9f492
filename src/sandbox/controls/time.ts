import { Type } from 'typebox';
import { lastMoment, timestamp } from '../../contract/clock.ts';
import { invalid } from '../../contract/errors.ts';
import { strict } from '../../contract/fields.ts';
import { parseMoment } from '../../contract/moment.ts';
import type { Shift } from '../clocks.ts';
import type { Control } from '../control.ts';
import type { Sandbox } from '../sandbox.ts';
import { idOf, one, secondsOf } from './shared.ts';

/** What sets the clock, the delay of writes and the rate limit of an organization. */
export function timeControls(sandbox: Sandbox): Control[] {
  const shown = (id: string) => {
    const frozen = sandbox.clocks.shiftOf(id)?.frozen_at != null;
    return { now: timestamp(sandbox.clocks.of(id)()), frozen };
  };
  const shift = async (id: string, by: Shift) => {
    await sandbox.setClock(id, by);
    return shown(id);
  };
  return [
    {
      id: 'sandbox.clock.get',
      method: 'GET',
      path: `${one}/clock`,
      run: (call) => shown(idOf(call)),
    },
    {
      id: 'sandbox.clock.advance',
      method: 'POST',
      path: `${one}/clock/advance`,
      body: Type.Object({ by: Type.Optional(Type.String()), to: Type.Optional(Type.String()) }, strict),
      async run(call) {
        const id = idOf(call);
        const now = sandbox.clocks.of(id)();
        const to = targetOf(call.body, now);
        if (to < now) throw invalid('to', 'should not be earlier than the clock shows: it only goes forward');
        if (to > lastMoment)
          throw invalid(call.body.to === undefined ? 'by' : 'to', 'should be before the year 2255');
        return shift(id, sandbox.clocks.advanced(id, to));
      },
    },
    {
      id: 'sandbox.clock.freeze',
      method: 'POST',
      path: `${one}/clock/freeze`,
      run: (call) => shift(idOf(call), sandbox.clocks.frozen(idOf(call))),
    },
    {
      id: 'sandbox.clock.resume',
      method: 'POST',
      path: `${one}/clock/resume`,
      run: (call) => shift(idOf(call), sandbox.clocks.resumed(idOf(call))),
    },
    {
      id: 'sandbox.lag',
      method: 'POST',
      path: `${one}/lag`,
      body: Type.Object({ ms: Type.Integer({ minimum: 0, maximum: 60_000 }) }, strict),
      run(call) {
        sandbox.delayWrites(idOf(call), call.body.ms);
        return { ms: call.body.ms };
      },
    },
    {
      id: 'sandbox.rate_limit',
      method: 'POST',
      path: `${one}/rate-limit`,
      body: Type.Object({ per_minute: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) }, strict),
      run(call) {
        sandbox.limitRate(idOf(call), call.body.per_minute);
        return { per_minute: call.body.per_minute };
      },
    },
  ];
}

/** The time that a clock is to show, in microseconds. */
function targetOf({ by, to }: { by?: string; to?: string }, now: number): number {
  if ((by === undefined) === (to === undefined))
    throw invalid('by', 'or to is required, and only one of them');
  if (by !== undefined) return now + secondsOf(by, 'by') * 1_000_000;
  const moment = parseMoment(to as string);
  if (moment === undefined) throw invalid('to', 'Input should be a valid datetime');
  return Math.floor(moment);
}
