import { useState } from 'react';
import type { MadeOrganization } from '../../../../src/sandbox/client.ts';
import { Button } from '../../components/button/button.tsx';
import { CopyButton } from '../../components/copy/copy-button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../components/dialog/dialog.tsx';
import { Notice } from '../../components/states/states.tsx';
import { quoted } from '../../sandbox/control-code.tsx';
import styles from './sandbox-page.module.css';

/** Shows the key of a new organization once, and asks again before it is gone without having been copied. */
export default function MadeDialog({ made, onClosed }: { made: MadeOrganization; onClosed: () => void }) {
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const mayClose = () => {
    if (!copied) setAsked(true);
    return copied || asked;
  };
  const env = Object.entries(made.env)
    .map(([name, value]) => `export ${name}=${quoted(value)}`)
    .join('\n');
  return (
    <Dialog shape="box" title={`${made.name} is ready`} onClosed={onClosed} mayClose={mayClose} alert>
      {(close) => (
        <>
          <DialogBody>
            <p>Its admin key is shown only now. Copy it, or all variables that clients read.</p>
            <Secret title="Admin key" text={made.admin_key} onCopy={() => setCopied(true)} />
            <Secret title="Environment" text={env} onCopy={() => setCopied(true)} />
            {asked && !copied && (
              <Notice>You haven’t copied the key. Close again to leave without it.</Notice>
            )}
          </DialogBody>
          <DialogActions>
            <Button look="primary" onClick={() => mayClose() && close()}>
              Done
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function Secret({ title, text, onCopy }: { title: string; text: string; onCopy: () => void }) {
  return (
    <section aria-label={title} className={styles.secret}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} onCopy={onCopy} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={styles.env} tabIndex={0}>
        <code>{text}</code>
      </pre>
    </section>
  );
}
