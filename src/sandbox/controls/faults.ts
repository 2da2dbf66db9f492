import { Type } from 'typebox';
import { ApiError } from '../../contract/errors.ts';
import { Fault } from '../../contract/fault.ts';
import { oneOf, strict } from '../../contract/fields.ts';
import type { Control } from '../control.ts';
import type { Sandbox } from '../sandbox.ts';
import { idOf, one } from './shared.ts';

/** What makes requests of an organization fail. */
export function faultControls(sandbox: Sandbox): Control[] {
  const path = `${one}/faults`;
  return [
    {
      id: 'sandbox.faults.add',
      method: 'POST',
      path,
      body: Type.Union([Fault, Type.Array(Fault, { minItems: 1 })]),
      run(call) {
        const faults: Fault[] = [call.body].flat();
        return { data: sandbox.addFaults(idOf(call), faults) };
      },
    },
    {
      id: 'sandbox.faults.list',
      method: 'GET',
      path,
      query: Type.Object({ assert: Type.Optional(oneOf(['completed'])) }, strict),
      run(call) {
        const faults = sandbox.faultsOf(idOf(call));
        if (call.query.assert === 'completed') requireCompleted(faults.list(), faults.pending());
        return { data: faults.list() };
      },
    },
    {
      id: 'sandbox.faults.delete',
      method: 'DELETE',
      path,
      run(call) {
        const faults = sandbox.faultsOf(idOf(call));
        const deleted = faults.list().length;
        faults.clear();
        return { deleted };
      },
    },
  ];
}

function requireCompleted(all: object[], pending: { operation: string }[]): void {
  if (pending.length === 0) return;
  const names = pending.map(({ operation }) => operation).join(', ');
  throw new ApiError('conflict_error', `These faults were not met, or not often enough: ${names}.`, {
    details: { expected: 'every fault met', found: pending, nearest: all },
  });
}
