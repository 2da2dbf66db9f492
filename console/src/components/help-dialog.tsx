import { useStore } from '../store.ts';
import { Modal } from './modal.tsx';
import { setShortcuts, shortcutsOn } from './shortcuts.ts';
import { Switch } from './switch.tsx';

const keys = [
  ['/', 'Search workspaces'],
  ['c', 'Create workspace'],
  ['e', 'Edit workspace (on its page)'],
  ['o', 'Go to Overview'],
  ['w', 'Go to Workspaces'],
  ['?', 'Show keyboard shortcuts'],
  ['Esc', 'Close dialog'],
];

/** The keys, and the switch that turns them off. */
export default function HelpDialog() {
  const on = useStore(shortcutsOn);
  return (
    <Modal shape="box" title="Keyboard shortcuts">
      <div className="dialog-body">
        <dl className="keys">
          {keys.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Switch label="Single-key shortcuts" on={on} onChange={setShortcuts} />
        <p className="quiet">
          API reference: <a href="/docs">/docs</a>. OpenAPI document:{' '}
          <a href="/openapi.json">/openapi.json</a>.
        </p>
      </div>
    </Modal>
  );
}
