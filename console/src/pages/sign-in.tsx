import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { NoAnswer } from '../api/client.ts';
import { session } from '../api/session.ts';
import { signIn } from '../api/sign-in.ts';
import icon from '../icon.svg';
import { useStore } from '../store.ts';

/** Asks for an admin key and checks it with a real call. */
export function SignInPage() {
  const { notice } = useStore(session);
  const [key, setKey] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const attempt = useMutation({ mutationFn: signIn, onError: () => input.current?.focus() });
  useEffect(() => {
    document.title = 'Sign in · workspaced';
    input.current?.focus();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(key.trim());
  };
  const fault = attempt.error && faultText(attempt.error);
  return (
    <main className="sign-in">
      <form className="card" onSubmit={submit}>
        <img src={icon} alt="" width="40" height="40" />
        <h1>Sign in to workspaced</h1>
        {notice && !fault && (
          <p className="notice" role="status">
            {notice}
          </p>
        )}
        <label htmlFor="key">Admin key</label>
        <input
          ref={input}
          id="key"
          type="password"
          className="input mono"
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
          <p className="fault" id="key-fault" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="button primary large" aria-disabled={attempt.isPending}>
          {attempt.isPending ? 'Checking…' : 'Sign in'}
        </button>
        <div className="help" id="key-help">
          <p>
            The server shows its first key once, when it first starts. Lost it? Create another on the server:
          </p>
          <pre>
            <code>workspaced admin-keys create --org ORGANIZATION_ID</code>
          </pre>
          <p>The key is stored in this tab only, until you sign out or close the tab.</p>
        </div>
      </form>
    </main>
  );
}

const faultText = (error: Error): string =>
  error instanceof NoAnswer ? `${error.message} Try again in a moment.` : error.message;
