import { lazily } from '../lazily.tsx';
import { useStore } from '../store.ts';
import { DialogFailure } from './dialog-failure.tsx';
import { dialog } from './dialog-store.ts';
import { ErrorBoundary } from './error-boundary.tsx';

const Editor = lazily(() => import('../editor/editor.tsx'));
const ArchiveDialog = lazily(() => import('./archive-dialog.tsx'));
const HelpDialog = lazily(() => import('./help-dialog.tsx'));

/** Shows the open dialog, whose code is loaded when it first opens. */
export function DialogHost() {
  const { content } = useStore(dialog);
  if (content === null) return null;
  return (
    <ErrorBoundary instead={<DialogFailure />}>
      {content.kind === 'create' && <Editor />}
      {content.kind === 'edit' && <Editor workspace={content.workspace} />}
      {content.kind === 'archive' && <ArchiveDialog workspace={content.workspace} />}
      {content.kind === 'help' && <HelpDialog />}
    </ErrorBoundary>
  );
}
