import { Check, Copy } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../components/button/button.tsx';
import { CopyButton, copyText } from '../components/copy/copy-button.tsx';
import { DialogActions, DialogBody } from '../components/dialog/dialog.tsx';
import { Notice } from '../components/states/states.tsx';
import styles from './reveal.module.css';

interface RevealProps {
  /** Such as `API key`. */
  what: string;
  secret: string;
  /** What was made, in short. */
  facts: ReactNode;
  /** Ways to use it at once; each holds the secret. */
  snippets: readonly { name: string; about: string; text: string }[];
  /** Called when the secret is on the clipboard, so that leaving loses nothing. */
  onCopied: () => void;
  /** Called when the user says that it is stored. */
  onStored: () => void;
}

/** Shows a new secret, once, with ways to take it along. */
export function Reveal({ what, secret, facts, snippets, onCopied, onStored }: RevealProps) {
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const [taken, setTaken] = useState(false);
  const took = () => {
    setTaken(true);
    onCopied();
  };
  // The button that had the focus is gone with its form.
  useLayoutEffect(() => place.current?.focus(), []);
  return (
    <>
      <DialogBody>
        <Notice>
          This {what} is shown only now. Copy it and store it in a safe place: nobody can show it again.
        </Notice>
        <section className={styles.part} aria-labelledby={id}>
          <h3 id={id}>{what.charAt(0).toUpperCase() + what.slice(1)}</h3>
          <div className={styles.secret} ref={place} tabIndex={-1}>
            <code data-secret>{secret}</code>
          </div>
          <CopySecret what={what} secret={secret} taken={taken} onCopied={took} />
        </section>
        {snippets.map((snippet) => (
          <Snippet key={snippet.name} {...snippet} onCopied={took} />
        ))}
        {facts}
      </DialogBody>
      <DialogActions>
        <Button look={taken ? 'primary' : 'plain'} onClick={onStored}>
          I have stored it
        </Button>
      </DialogActions>
    </>
  );
}

interface CopySecretProps extends Pick<RevealProps, 'what' | 'secret' | 'onCopied'> {
  /** Whether it was copied, so that this is no longer what to do next. */
  taken: boolean;
}

function CopySecret({ what, secret, taken, onCopied }: CopySecretProps) {
  const [state, setState] = useState<'copied' | 'failed'>();
  const copy = async () => {
    const done = await copyText(secret);
    setState(done ? 'copied' : 'failed');
    if (done) onCopied();
  };
  return (
    <div className={styles.copy}>
      <Button look={taken ? 'plain' : 'primary'} onClick={() => void copy()}>
        {state === 'copied' ? <Check /> : <Copy />} Copy {what}
      </Button>
      <span className="quiet" role="status">
        {state === 'copied' && 'Copied.'}
        {state === 'failed' && 'The browser doesn’t allow that. Select the key and copy it yourself.'}
      </span>
    </div>
  );
}

function Snippet({
  name,
  about,
  text,
  onCopied,
}: RevealProps['snippets'][number] & { onCopied: () => void }) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id}>{name}</h3>
        <CopyButton text={text} label={`Copy ${name}`} onCopy={onCopied} />
      </div>
      <p className={styles.about}>{about}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={styles.code} tabIndex={0}>
        <code>{text}</code>
      </pre>
    </section>
  );
}
