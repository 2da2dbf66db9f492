import { createContext, use } from 'react';
import type { Workspace } from '../../api/types.ts';

/** The workspace whose page is shown. */
export const ShownWorkspace = createContext<Workspace | null>(null);

/** The workspace whose page is shown; throws anywhere else. */
export function useShownWorkspace(): Workspace {
  const workspace = use(ShownWorkspace);
  if (workspace === null) throw new Error('no workspace is shown');
  return workspace;
}
