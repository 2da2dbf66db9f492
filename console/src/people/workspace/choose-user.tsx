import { useId, useState } from 'react';
import { isForbidden } from '../../api/client.ts';
import { useGet } from '../../api/queries.ts';
import type { User } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { FieldSet, TextField } from '../../components/form/fields.tsx';
import { sentenceOf } from '../../components/states/states.tsx';
import { roleName } from '../roles.ts';
import { shownPerson } from '../shown-person.ts';
import styles from './choose-user.module.css';

/** How many are offered at once. */
const offered = 8;

interface ChooseUserProps {
  value: User | null;
  onChange: (user: User) => void;
}

/** Finds a user of the organization by part of the name or email; who is chosen stays on the list. */
export function ChooseUser({ value, onChange }: ChooseUserProps) {
  const [text, setText] = useState('');
  const group = useId();
  const query = { limit: offered, ...(text.trim() !== '' && { query: text.trim() }) };
  const { data, error, refetch } = useGet('GET /x/v1/organizations/users', { query }, { keep: true });
  const found = data?.data ?? [];
  const shown = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  const more = (data?.total_count ?? 0) - found.length;
  return (
    <>
      <TextField
        name="query"
        label="Find a user"
        value={text}
        onChange={setText}
        hint="Part of the name or email."
      />
      <FieldSet name="user_id" label="User">
        <div className={styles.list}>
          {shown.map((user) => (
            <Option
              key={user.id}
              user={user}
              group={group}
              chosen={user.id === value?.id}
              onChoose={() => onChange(user)}
            />
          ))}
        </div>
        <p className={styles.note} role="status">
          {error
            ? sentenceOf(error)
            : data === undefined
              ? 'Loading users…'
              : found.length === 0
                ? 'No users found.'
                : more > 0 && moreText(more)}
        </p>
        {error && !isForbidden(error) && (
          <Button size="small" onClick={() => refetch()}>
            Try again
          </Button>
        )}
      </FieldSet>
    </>
  );
}

const moreText = (count: number) =>
  `${count.toLocaleString('en')} more ${count === 1 ? 'matches' : 'match'}. Type more of the name or email.`;

interface OptionProps {
  user: User;
  group: string;
  chosen: boolean;
  onChoose: () => void;
}

function Option({ user, group, chosen, onChoose }: OptionProps) {
  const isAdmin = user.role === 'admin';
  return (
    <label className={styles.option}>
      <input type="radio" name={group} checked={chosen} disabled={isAdmin} onChange={onChoose} />
      <span>
        <bdi>{shownPerson(user)}</bdi>
        <span className={styles.note}>
          <bdi>{user.email}</bdi> ·{' '}
          {isAdmin ? 'Workspace admin already, by organization role admin' : roleName(user.role)}
        </span>
      </span>
    </label>
  );
}
