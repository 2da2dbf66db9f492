import { invalid } from '../contract/errors.ts';

/** What the console and the command line ask for themselves; nothing limits, strikes or logs it. */
export const ownOperations: readonly string[] = ['session.create', 'organization.status'];

/** Besides these, no fault can strike what needs no key: whose request it is turns out while it happens. */
const unstruck = [...ownOperations, 'invites.redeem'];

/** Whether a pattern such as `workspaces.*` stands for an operation; for none, only `*` does. */
export function isOf(pattern: string, operation: string | null): boolean {
  if (pattern === '*') return true;
  if (pattern.endsWith('.*')) return operation?.startsWith(pattern.slice(0, -1)) === true;
  return operation === pattern;
}

/** What is wrong with a pattern that stands for none of these operations: nothing would ever match it. */
export function unknownOperation(pattern: string, operations: readonly string[]): string | undefined {
  if (pattern === '*' || operations.some((operation) => isOf(pattern, operation))) return undefined;
  const [resource] = pattern.split('.');
  const near = operations.filter((operation) => operation.startsWith(`${resource}.`));
  return `there is no operation ${pattern}; known are ${(near.length > 0 ? near : operations).join(', ')}`;
}

/** What is wrong with a pattern for faults that stands only for operations of these which they never strike. */
export function unstruckOperation(pattern: string, operations: readonly string[]): string | undefined {
  const meant = operations.filter((operation) => isOf(pattern, operation));
  if (meant.some((operation) => !unstruck.includes(operation))) return undefined;
  return `faults never strike ${meant.join(' or ')}`;
}

/** Throws 400 if a pattern stands for none of these operations. */
export function requireKnown(pattern: string, operations: readonly string[]): void {
  const problem = unknownOperation(pattern, operations);
  if (problem !== undefined) throw invalid('operation', problem);
}
