import { CopyButton } from '../components/copy/copy-button.tsx';
import { Notice } from '../components/states/states.tsx';
import styles from './shown-link.module.css';

/** The link of an invite, which is shown once. */
export function ShownLink({ url, email }: { url: string; email: string }) {
  return (
    <>
      <Notice tone="info">
        This link is shown only now. Whoever has it can join, so send it to <bdi>{email}</bdi> alone.
      </Notice>
      <div className={styles.link}>
        <input
          aria-label="Link of the invite"
          readOnly
          value={url}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={url} label="Copy link" />
      </div>
    </>
  );
}
