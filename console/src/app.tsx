import { receipt } from './api/receipt.ts';
import { session } from './api/session.ts';
import { DialogHost } from './components/dialog-host.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { Header } from './components/header.tsx';
import { useShortcuts } from './components/shortcuts.ts';
import { lazily } from './lazily.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { useLocation } from './router.tsx';
import { useStore } from './store.ts';
import { useDevelopmentLink } from './use-development-link.ts';

const OverviewPage = lazily(() => import('./pages/overview.tsx'));
const WorkspacesPage = lazily(() => import('./pages/workspaces.tsx'));
const WorkspacePage = lazily(() => import('./pages/workspace.tsx'));
const InvitePage = lazily(() => import('./pages/invite.tsx'));
const ReceiptCard = lazily(() => import('./components/receipt-card.tsx'));

/** The whole console: the sign-in form, or the header and the page for the current address; an invite needs no key. */
export function App() {
  const { key } = useStore(session);
  const { path } = useLocation();
  const signingIn = useDevelopmentLink();
  if (signingIn) return <p className="splash">Signing in…</p>;
  if (path === '/invite') return <InvitePage />;
  return key === null ? <SignInPage /> : <Console />;
}

function Console() {
  const { path } = useLocation();
  const done = useStore(receipt);
  useShortcuts();
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <Header path={path} />
      <main id="main">
        <ErrorBoundary key={path}>
          <Page path={path} />
        </ErrorBoundary>
      </main>
      <div role="status" className="receipt-place">
        {done && <ReceiptCard receipt={done} />}
      </div>
      <DialogHost />
    </>
  );
}

function Page({ path }: { path: string }) {
  if (path === '/') return <OverviewPage />;
  if (path === '/workspaces') return <WorkspacesPage />;
  const [, id] = /^\/workspaces\/([^/]+)$/.exec(path) ?? [];
  return id ? <WorkspacePage key={id} id={decodeURIComponent(id)} /> : <NotFoundPage />;
}
