import { useStatus } from '../api/queries.ts';
import { CopyButton } from '../components/copy/copy-button.tsx';
import type { Controlled } from './control.ts';
import styles from './control-code.module.css';

interface ControlCodeProps {
  label?: string;
  control: Controlled;
  /** The same on the command line, where there is a command. */
  command?: string | undefined;
}

/** What a control of the sandbox is called with, as code. */
export function ControlCode({ label = 'The same as code', control, command }: ControlCodeProps) {
  const { data: status } = useStatus();
  const curl = controlCurl(control, status?.organization.id ?? '');
  return (
    <details className={styles.details}>
      <summary>{label}</summary>
      {[...(command === undefined ? [] : [['Command line', command]]), ['curl', curl]].map(
        ([name, text = '']) => (
          <div key={name} className={styles.block}>
            <div className={styles.head}>
              <span>{name}</span>
              <CopyButton text={text} label={`Copy as ${name}`} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>
              <code>{text}</code>
            </pre>
          </div>
        ),
      )}
    </details>
  );
}

/** A control as a shell command; server and key are read from the environment. */
function controlCurl({ route, params, query = {}, body }: Controlled, organizationId: string): string {
  const [method = 'GET', path = ''] = route.split(' ');
  const all: Readonly<Record<string, string>> = { organization_id: organizationId, ...params };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name) => encodeURIComponent(all[name] ?? ''));
  const search = new URLSearchParams(Object.entries(query)).toString();
  return [
    `curl ${method === 'GET' || body ? '' : `-X ${method} `}"$ANTHROPIC_BASE_URL${filled}${search && `?${search}`}"`,
    '-H "x-api-key: $ANTHROPIC_API_KEY"',
    ...(body ? [`-d ${quoted(JSON.stringify(body))}`] : []),
  ].join(' \\\n  ');
}

/** A word of a shell, which it takes as it is. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
