import { invalid } from '../contract/errors.ts';

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

/** Throws 400 if a pattern stands for none of these operations. */
export function requireKnown(pattern: string, operations: readonly string[]): void {
  const problem = unknownOperation(pattern, operations);
  if (problem !== undefined) throw invalid('operation', problem);
}
