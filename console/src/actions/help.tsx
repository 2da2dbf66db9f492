import { Dialog, DialogBody } from '../components/dialog/dialog.tsx';
import { Switch } from '../components/switch/switch.tsx';
import { useStore } from '../store.ts';
import { currentActions } from './actions.ts';
import styles from './help.module.css';
import { setShortcuts, shortcutsOn } from './shortcuts.ts';

/** The keys of what can be done here, and the switch that turns them off. */
export default function Help({ onClosed }: { onClosed: () => void }) {
  const on = useStore(shortcutsOn);
  const keyed = currentActions().flatMap(({ keys, label }) => (keys ? [{ keys, label }] : []));
  return (
    <Dialog shape="box" title="Keyboard shortcuts" onClosed={onClosed}>
      {() => (
        <DialogBody>
          <dl className={styles.keys}>
            {[
              ...keyed,
              { keys: '↑ ↓ ← →', label: 'Move in a table' },
              { keys: 'Esc', label: 'Close dialog' },
            ].map(({ keys, label }) => (
              <div key={keys}>
                <dt>
                  {keys.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
          <Switch label="Single-key shortcuts" on={on} onChange={setShortcuts} />
        </DialogBody>
      )}
    </Dialog>
  );
}
