import { useStore } from '../store.ts';
import { Modal } from './modal.tsx';
import { setShortcuts, shortcutsOn } from './shortcuts.ts';
import { Switch } from './switch.tsx';

const keys = [
  ['/', 'Search workspaces'],
  ['c', 'Create a workspace'],
  ['e', 'Edit the workspace on its page'],
  ['o', 'Go to the overview'],
  ['w', 'Go to the workspaces'],
  ['?', 'Open this help'],
  ['Esc', 'Close what is open'],
];

/** The keys, and the switch that turns them off. */
export default function HelpDialog() {
  const on = useStore(shortcutsOn);
  return (
    <Modal shape="box" title="Keyboard">
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
          The API’s reference is at <a href="/docs">/docs</a>, its description at{' '}
          <a href="/openapi.json">/openapi.json</a>.
        </p>
      </div>
    </Modal>
  );
}
