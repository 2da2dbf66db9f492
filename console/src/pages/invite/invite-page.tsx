import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { User } from '../../../../src/api/users/contract.ts';
import { ApiError, call, NoAnswer } from '../../api/client.ts';
import { Button } from '../../components/button/button.tsx';
import icon from '../../icon.svg';
import styles from '../sign-in/sign-in.module.css';
import own from './invite-page.module.css';

/** Where the link of an invite leads: asks for a name and accepts the invite with the token in the fragment. */
export default function InvitePage() {
  const [token, setToken] = useState(() => location.hash.slice(1));
  const [name, setName] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const attempt = useMutation({
    mutationFn: (name: string) => accept(token, name),
    // The token isn’t needed any more, so it shouldn’t stay in the history.
    onSuccess: () => history.replaceState(null, '', location.pathname),
    onError: () => input.current?.focus(),
  });
  useEffect(() => {
    document.title = 'Invite · workspaced';
    input.current?.focus();
  }, []);
  const { reset } = attempt;
  useEffect(() => {
    // Another link was opened in this tab.
    const follow = () => {
      setToken(location.hash.slice(1));
      reset();
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [reset]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!attempt.isPending) attempt.mutate(name.trim());
  };
  if (token === '') return <Incomplete />;
  if (attempt.isSuccess) return <Welcome user={attempt.data} />;
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <img src={icon} alt="" width="40" height="40" />
        <h1>You’re invited</h1>
        <p>Join the organization that invited you.</p>
        <label htmlFor="name">Your name</label>
        <input
          ref={input}
          id="name"
          className={own.name}
          autoComplete="name"
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.target.value)}
          aria-describedby={attempt.error ? 'invite-fault' : undefined}
          required
        />
        {attempt.error && (
          <p className={styles.fault} id="invite-fault" role="alert">
            {faultText(attempt.error)}
          </p>
        )}
        <Button type="submit" look="primary" size="large" busy={attempt.isPending}>
          {attempt.isPending ? 'Joining…' : 'Join'}
        </Button>
      </form>
    </main>
  );
}

function Welcome({ user }: { user: User }) {
  return (
    <main className={styles.page}>
      <div className={styles.card} role="status">
        <img src={icon} alt="" width="40" height="40" />
        <h1>Welcome{user.name && `, ${user.name}`}</h1>
        <p>
          You’ve joined as <strong>{user.email}</strong>. There is nothing more to do: you can close this
          page.
        </p>
      </div>
    </main>
  );
}

function Incomplete() {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <img src={icon} alt="" width="40" height="40" />
        <h1>This link is incomplete</h1>
        <p>Open the whole link that you were sent. If it doesn’t work, ask for a new one.</p>
      </div>
    </main>
  );
}

async function accept(token: string, name: string): Promise<User> {
  const { user } = await call('POST /x/v1/invites/accept', { body: { token, name } }, { key: '' });
  return user;
}

/** What went wrong, and what the person can do about it. */
function faultText(error: Error): string {
  if (error instanceof NoAnswer) return `${error.message} Try again in a moment.`;
  if (!(error instanceof ApiError)) return error.message;
  if (error.status === 404) return 'This invite isn’t valid any more. Ask for a new one.';
  if (error.message === 'invite has expired') return 'This invite has expired. Ask for a new one.';
  return error.message;
}
