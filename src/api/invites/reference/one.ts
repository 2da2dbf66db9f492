import { ApiError } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleInvite, notFound, tag } from './shared.ts';

const params = { invite_id: exampleInvite.id };

/** The documentation of getting an invite. */
export const retrieveReference: Reference = {
  tag,
  description: 'Returns an invite, whether it is pending, accepted or expired.',
  requests: { plain: { summary: 'By ID', params } },
  answer: exampleInvite,
  errors: notFound,
  leadsTo: ['invites.delete'],
  sdk: { method: 'organization.invites.retrieve', result: 'invite' },
};

/** The documentation of deleting an invite. */
export const deleteReference: Reference = {
  tag,
  description:
    'Deletes a pending invite: its link stops working. Deleting it again returns 200, so it is safe to retry. An ' +
    'accepted or expired invite can’t be deleted.',
  requests: { plain: { summary: 'By ID', params } },
  answer: { id: exampleInvite.id, type: 'invite_deleted' },
  errors: {
    delete_accepted: {
      when: 'the invite was accepted',
      error: new ApiError('invalid_request_error', 'An accepted invite can’t be deleted.'),
    },
    delete_expired: {
      when: 'the invite has expired',
      error: new ApiError('invalid_request_error', 'An expired invite can’t be deleted.'),
    },
    not_found: {
      when: 'your organization never had an invite with this ID',
      error: new ApiError('not_found_error', 'Invite not found.'),
    },
  },
  leadsTo: [],
  sdk: { method: 'organization.invites.delete', result: 'deleted' },
};
