import { Type } from 'typebox';
import { ApiError } from '../../contract/errors.ts';
import type { OrganizationState } from '../../state/document.ts';
import { StateFault } from '../../state/fault.ts';
import { checkDocument, refuse } from '../../state/read.ts';
import { problemsIn } from '../faults.ts';

/** A state document in the body of a control, which `organizationIn` checks. */
export const oneDocument = Type.Unsafe<object>({ type: 'object' });

/** The only organization in a document; throws 400 with everything that is wrong in the document. */
export function organizationIn(document: object, operations: readonly string[]): OrganizationState {
  const { organizations } = checked(document, operations);
  const [state, ...others] = organizations;
  if (state === undefined || others.length > 0) {
    throw new ApiError('invalid_request_error', 'document: should have one organization');
  }
  return state;
}

function checked(document: object, operations: readonly string[]) {
  try {
    const state = checkDocument(document);
    refuse(problemsIn(state, operations), () => 0);
    return state;
  } catch (error) {
    throw asRefusal(error);
  }
}

/** The error of an import: 400 with every fault of its document, any other error as it is. */
export const asRefusal = (error: unknown) =>
  error instanceof StateFault
    ? new ApiError('invalid_request_error', `document: ${error.message.replaceAll('\n', '; ')}`, {
        details: { faults: error.faults },
      })
    : error;
