import { Type } from 'typebox';
import { ApiError } from '../../contract/errors.ts';
import type { OrganizationState, StateDocument } from '../../state/document.ts';
import { StateFault } from '../../state/fault.ts';
import { rulesFor } from '../../state/import/rules.ts';
import { checkDocument } from '../../state/read.ts';
import { importOptions, type Sandbox } from '../sandbox.ts';

/** A state document in the body of a control, which `organizationIn` checks. */
export const oneDocument = Type.Unsafe<object>({ type: 'object' });

/** The only organization in a document; throws 400 with everything that is wrong in the document. */
export function organizationIn(document: object, sandbox: Sandbox): OrganizationState {
  const { organizations } = checked(document, sandbox);
  const [state, ...others] = organizations;
  if (state === undefined || others.length > 0) {
    throw new ApiError('invalid_request_error', 'document: should have one organization');
  }
  return state;
}

function checked(document: object, sandbox: Sandbox): StateDocument {
  try {
    return checkDocument(document, undefined, rulesFor(importOptions(sandbox)));
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
