import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { NoAnswer } from '../../api/client.ts';
import { session } from '../../api/session.ts';
import { isSandbox, signIn, signInForDevelopment, signInToSandbox } from '../../api/sign-in.ts';
import { Button } from '../../components/button/button.tsx';
import { Notice } from '../../components/states/states.tsx';
import icon from '../../icon.svg';
import { useStore } from '../../store.ts';
import styles from './sign-in.module.css';

const developmentLink = '#dev';

/** Asks for an admin key and begins a session with it; the page that was asked for follows. */
export function SignInPage() {
  const { notice } = useStore(session);
  const [key, setKey] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const attempt = useMutation({ mutationFn: signIn, onError: () => input.current?.focus() });
  const sandbox = useMutation({ mutationFn: signInToSandbox });
  const signingIn = useDevelopmentLink();
  useEffect(() => {
    document.title = 'Sign in · workspaced';
    input.current?.focus();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(key.trim());
  };
  if (signingIn === true) return <p className={styles.splash}>Signing in…</p>;
  const fault = attempt.error && faultText(attempt.error);
  const remark = sandbox.error?.message ?? (signingIn || notice);
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <img src={icon} alt="" width="40" height="40" />
        <h1>Sign in to workspaced</h1>
        {remark && !fault && <Notice>{remark}</Notice>}
        {isSandbox() && (
          <>
            <Button look="primary" size="large" busy={sandbox.isPending} onClick={() => sandbox.mutate()}>
              Open the sandbox
            </Button>
            <p className={styles.or}>or use a key</p>
          </>
        )}
        <label htmlFor="key">Admin key</label>
        <input
          ref={input}
          id="key"
          type="password"
          className={styles.key}
          autoComplete="off"
          spellCheck={false}
          placeholder="sk-ant-admin01-…"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'key-fault key-help' : 'key-help'}
          required
        />
        {fault && (
          <p className={styles.fault} id="key-fault" role="alert">
            {fault}
          </p>
        )}
        <Button type="submit" look={isSandbox() ? 'plain' : 'primary'} size="large" busy={attempt.isPending}>
          {attempt.isPending ? 'Checking…' : 'Sign in'}
        </Button>
        <div className={styles.help} id="key-help">
          <p>
            The server shows its first key once, when it first starts. Lost it? Create another on the server:
          </p>
          <pre>
            <code>workspaced admin-keys create --org ORGANIZATION_ID</code>
          </pre>
          <p>
            This browser stays signed in for 12 hours after its last use. The key itself is not stored in it.
          </p>
        </div>
      </form>
    </main>
  );
}

/** Follows `/console/#dev`, which signs in with the development key: true while it does, then what went wrong. */
function useDevelopmentLink(): boolean | string {
  const [state, setState] = useState<boolean | string>(location.hash === developmentLink);
  useEffect(() => {
    const follow = () => {
      if (location.hash !== developmentLink) return;
      history.replaceState(history.state, '', location.pathname + location.search);
      setState(true);
      signInForDevelopment().catch((error) => setState(error.message));
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return state;
}

const faultText = (error: Error): string =>
  error instanceof NoAnswer ? `${error.message} Try again in a moment.` : error.message;
