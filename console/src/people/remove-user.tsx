import { useGet } from '../api/queries.ts';
import type { Output } from '../api/routes.ts';
import type { User } from '../api/types.ts';
import { useWrite } from '../api/writes.ts';
import { AsCode } from '../components/code/as-code.tsx';
import { Confirm } from '../components/dialog/confirm.tsx';
import { sentenceOf } from '../components/states/states.tsx';
import { counted } from './counted.ts';
import { shownPerson } from './shown-person.ts';

const route = 'DELETE /v1/organizations/users/{user_id}';
type Access = Output<'GET /x/v1/organizations/users/{user_id}/access'>;

interface RemoveUserProps {
  user: User;
  /** Called as soon as the user is gone, before anything on screen is read again. */
  onRemoved?: () => void;
  onClosed: () => void;
}

/** Asks before a user is removed from the organization, and says what that ends. */
export default function RemoveUser({ user, onRemoved, onClosed }: RemoveUserProps) {
  const params = { user_id: user.id };
  const access = useGet('GET /x/v1/organizations/users/{user_id}/access', { params });
  const remove = useWrite(route, () => {
    onRemoved?.();
    return { did: 'Removed', what: shownPerson(user) };
  });
  return (
    <Confirm
      title={`Remove ${shownPerson(user)}?`}
      consequences={[
        ...(access.data ? endsOf(access.data) : [notCounted(access.error)]),
        'Workspace keys and keys of service accounts keep working.',
        'This can’t be undone: a person who is invited again starts without workspaces and keys.',
      ]}
      action="Remove user"
      {...(access.data && endsMuch(access.data) && { phrase: user.email })}
      reason={access.isPending ? 'Still counting what this ends.' : undefined}
      run={() => remove.mutateAsync({ params })}
      onClosed={onClosed}
    >
      <AsCode label="The same as code" requests={[{ route, input: { params } }]} />
    </Confirm>
  );
}

const notCounted = (error: Error | null) =>
  error === null
    ? 'Counting the workspaces and API keys…'
    : `Access to workspaces and personal API keys end. They couldn’t be counted: ${sentenceOf(error)}`;

function endsOf({ workspaces, has_more, api_keys }: Access): string[] {
  const count = `${workspaces.length.toLocaleString('en')}${has_more ? '+' : ''}`;
  return [
    workspaces.length === 0
      ? 'They aren’t in any workspace.'
      : `Access to ${count} ${workspaces.length === 1 ? 'workspace' : 'workspaces'} ends.`,
    api_keys === null
      ? 'Their personal API keys stop working. Your key can’t see how many there are.'
      : api_keys === 0
        ? 'They have no personal API keys.'
        : `${counted(api_keys, 'personal API key')} ${api_keys === 1 ? 'stops' : 'stop'} working.`,
  ];
}

/** Whether it ends something that others may depend on. */
const endsMuch = ({ api_keys }: Access) => api_keys === null || api_keys > 0;
