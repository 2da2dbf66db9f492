import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/states.css';
import './styles/table.css';
import './styles/overview.css';
import './styles/workspace.css';
import './styles/dialog.css';
import './styles/code.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.ts';
import { dismissReceipt } from './api/receipt.ts';
import { session } from './api/session.ts';
import { App } from './app.tsx';
import { closeDialog } from './components/dialog-store.ts';

session.subscribe(() => {
  if (session.get().key !== null) return;
  queryClient.clear();
  dismissReceipt();
  closeDialog();
});

// An open dialog belongs to the previous page.
addEventListener('popstate', closeDialog);

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
