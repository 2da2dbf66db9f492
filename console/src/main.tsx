import './styles/tokens.css';
import './styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.ts';
import { followOtherTabs, session } from './api/session.ts';
import { clearOldDrafts } from './components/form/drafts.ts';
import { TipHost } from './components/tooltip/tip-host.tsx';
import { keepFocus } from './focus.ts';
import { preloadPages } from './preload.ts';
import { router } from './router.tsx';
import { applyTheme } from './theme.ts';

applyTheme();
followOtherTabs();
clearOldDrafts();
keepFocus();
session.subscribe(() => {
  if (session.get().signedIn) return;
  queryClient.clear();
  clearOldDrafts();
});
preloadPages(router);

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <TipHost />
    </QueryClientProvider>
  </StrictMode>,
);
