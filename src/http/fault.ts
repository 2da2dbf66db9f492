import type { TSchema } from 'typebox';
import { faultsOf } from '../schema/faults.ts';

/** What is wrong with a value, and where, as `data_residency.workspace_geo`. */
export interface Fault {
  path: string;
  sentence: string;
}

/** The first fault of an invalid value, which is the one that is reported (contract, section 2). */
export function firstFault(schema: TSchema, value: unknown): Fault | undefined {
  const [fault] = faultsOf(schema, value);
  return fault && { path: readable(fault.path.join('.')), sentence: fault.sentence };
}

/** A path that is safe to send, whatever names clients use. */
const readable = (path: string) => path.slice(0, 200).toWellFormed().replaceAll('\0', '\uFFFD');
