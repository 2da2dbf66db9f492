import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useActions } from '../actions/actions.ts';
import { useShortcuts } from '../actions/shortcuts.ts';
import { useRefusal, useStatus } from '../api/queries.ts';
import { signOut } from '../api/sign-in.ts';
import { ErrorBoundary } from '../components/error-boundary/error-boundary.tsx';
import { ToastHost } from '../components/toast/toast-host.tsx';
import { lazily } from '../lazily.tsx';
import { sections } from './sections.ts';
import styles from './shell.module.css';
import { Side } from './side.tsx';

const Help = lazily(() => import('../actions/help.tsx'));
const Palette = lazily(() => import('../actions/palette.tsx'));
const OrganizationClock = lazily(() => import('../sandbox/organization-clock.tsx'));

type Openable = 'help' | 'palette';

/** Every page of someone who is signed in: the navigation at the side, the page, and what can be opened from anywhere. */
export function Shell() {
  const [opened, setOpened] = useState<{ what: Openable; time: number }>();
  const { data: status } = useStatus();
  const path = useLocation({ select: ({ pathname }) => pathname });
  // What is opened while it still fades out is another one.
  const open = (what: Openable) => setOpened({ what, time: performance.now() });
  useConsoleActions(open);
  useShortcuts();
  useEffect(() => {
    // Whatever is opened next is there at once, even if the server is gone by then.
    const timer = setTimeout(() => Promise.all([Help.preload(), Palette.preload()]), 1000);
    return () => clearTimeout(timer);
  }, []);
  const close = () => setOpened(undefined);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <Side onHelp={() => open('help')} onPalette={() => open('palette')} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <ErrorBoundary key={path}>
          <Outlet />
        </ErrorBoundary>
      </main>
      <ToastHost />
      {status?.server.sandbox && <OrganizationClock />}
      {opened?.what === 'help' && <Help key={opened.time} onClosed={close} />}
      {opened?.what === 'palette' && <Palette key={opened.time} onClosed={close} />}
    </div>
  );
}

/** What can be done from any page. */
function useConsoleActions(open: (what: Openable) => void): void {
  const navigate = useNavigate();
  const { data: status } = useStatus();
  const mayCreate = useRefusal('POST /v1/organizations/workspaces');
  const there = sections.filter(({ onlyIn }) => onlyIn === undefined || status?.server.sandbox);
  useActions(
    [
      ...there.map(({ to, name, key }) => ({
        id: to,
        label: `Go to ${name}`,
        keys: key,
        run: () => navigate({ to }),
      })),
      {
        id: 'create',
        label: 'New workspace',
        keys: 'c',
        words: 'create',
        reason: mayCreate,
        run: () => navigate({ to: '/workspaces/new' }),
      },
      {
        id: 'search',
        label: 'Search workspaces',
        keys: '/',
        run: () => navigate({ to: '/workspaces', state: { focus: 'search' } }),
      },
      { id: 'palette', label: 'Search everything', keys: 'Ctrl K', run: () => open('palette') },
      { id: 'help', label: 'Keyboard shortcuts', keys: '?', run: () => open('help') },
      { id: 'sign-out', label: 'Sign out', run: () => void signOut() },
    ],
    'console',
  );
}
