import { CircleHelp, LogOut, Plus } from 'lucide-react';
import { useStatus } from '../api/queries.ts';
import { endSession } from '../api/session.ts';
import icon from '../icon.svg';
import { Link } from '../router.tsx';
import { openDialog } from './dialog-store.ts';

const pages = [
  { to: '/', name: 'Overview', key: 'o' },
  { to: '/workspaces', name: 'Workspaces', key: 'w' },
];

/** The navigation, the organization, and the actions available on every page. */
export function Header({ path }: { path: string }) {
  const { data: status } = useStatus();
  return (
    <header className="site-head">
      <Link to="/" className="brand" aria-label="workspaced">
        <img src={icon} alt="" width="24" height="24" />
        <span>workspaced</span>
      </Link>
      {status?.server.sandbox && <span className="badge accent wide-only">Sandbox</span>}
      <nav aria-label="Main">
        {pages.map(({ to, name, key }) => (
          <Link key={to} to={to} aria-keyshortcuts={key} aria-current={isIn(path, to) ? 'page' : undefined}>
            {name}
          </Link>
        ))}
      </nav>
      <span className="organization" title={status?.organization.name}>
        {status?.organization.name}
      </span>
      <button
        type="button"
        className="button primary"
        aria-keyshortcuts="c"
        aria-label="New workspace"
        onClick={() => openDialog({ kind: 'create' })}
      >
        <Plus />
        <span className="wide-only">New workspace</span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-keyshortcuts="?"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts"
        onClick={() => openDialog({ kind: 'help' })}
      >
        <CircleHelp />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Sign out"
        title="Sign out"
        onClick={() => endSession(null)}
      >
        <LogOut />
      </button>
    </header>
  );
}

const isIn = (path: string, to: string) => path === to || (to !== '/' && path.startsWith(`${to}/`));
