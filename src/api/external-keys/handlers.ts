import type { Handlers } from '../../call.ts';
import type { ExternalKeyOperations } from './contract.ts';

/** The handlers of the operations on external keys. */
export const externalKeyHandlers: Handlers<ExternalKeyOperations> = {
  async list({ query }, call) {
    if (query.page !== undefined) call.tokens.read(query.page);
    return JSON.stringify({ data: [], next_page: null });
  },
};
