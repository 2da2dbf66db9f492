import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleKey, onLast, onOne, tag } from './shared.ts';

const params = { admin_key_id: exampleKey.id };

/** The documentation of updating an admin key. */
export const updateReference: Reference = {
  tag,
  description:
    'Renames, disables or enables an admin key; null and absent fields stay as they are. A disabled key stops working ' +
    'within half a second on every server. A key that has expired stays expired.',
  requests: {
    rename: { summary: 'Rename it', params, body: { name: 'Terraform (staging)' } },
    disable: { summary: 'Disable it', params, body: { status: 'disabled' } },
  },
  answer: { ...exampleKey, name: 'Terraform (staging)' },
  errors: {
    unknown_status: {
      when: '`status` is neither `active` nor `disabled`',
      error: invalid('status', "Input should be 'active' or 'disabled'"),
    },
    ...onOne,
    ...onLast,
  },
  leadsTo: ['admin_keys.update', 'admin_keys.rotate', 'admin_keys.delete'],
  sdk: null,
};

/** The documentation of deleting an admin key. */
export const deleteReference: Reference = {
  tag,
  description:
    'Deletes an admin key. This can’t be undone: if you may need it again, disable it instead. Deleting it again returns ' +
    '200, so it is safe to retry.',
  requests: { plain: { summary: 'By ID', params } },
  answer: { id: exampleKey.id, type: 'admin_key_deleted' },
  errors: { ...onOne, ...onLast },
  leadsTo: [],
  sdk: null,
};
