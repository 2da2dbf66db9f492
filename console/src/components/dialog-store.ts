import type { Workspace } from '../api/types.ts';
import { createStore } from '../store.ts';

export type DialogContent =
  | { kind: 'create' }
  | { kind: 'edit'; workspace: Workspace }
  | { kind: 'archive'; workspace: Workspace }
  | { kind: 'help' };

interface DialogState {
  open: boolean;
  /** Stays while the dialog fades away. */
  content: DialogContent | null;
  /** Had the focus before, and is given it back. */
  opener: Element | null;
}

const nothing: DialogState = { open: false, content: null, opener: null };

/** The one dialog of the console. */
export const dialog = createStore<DialogState>(reopened() ?? nothing);

export function openDialog(content: DialogContent): void {
  dialog.set({ open: true, content, opener: document.activeElement });
}

export function closeDialog(): void {
  dialog.set({ ...dialog.get(), open: false });
}

/** After the closing animation. */
export function clearDialog(): void {
  if (!dialog.get().open) dialog.set(nothing);
}

/** Loads the whole page anew with the dialog open, if the server and what was loaded by and by can be reached. */
export async function reloadIntoDialog(): Promise<void> {
  const parts = document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]');
  const addresses = [location.href, ...[...parts].map((part) => part.href)];
  const [page] = await Promise.all(addresses.map((address) => fetch(address))).catch(() => []);
  const { open, content } = dialog.get();
  if (!page?.ok || !open) return;
  history.replaceState({ ...history.state, dialog: content }, '');
  location.reload();
}

/** What was open before such a reload. */
function reopened(): DialogState | null {
  const { dialog: content, ...state } = history.state ?? {};
  if (!content) return null;
  history.replaceState(state, '');
  return { open: true, content, opener: null };
}
