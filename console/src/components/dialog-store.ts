import type { Workspace } from '../api/types.ts';
import { createStore } from '../store.ts';

export type DialogContent =
  | { kind: 'create' }
  | { kind: 'edit'; workspace: Workspace }
  | { kind: 'archive'; workspace: Workspace }
  | { kind: 'help' };

interface DialogState {
  open: boolean;
  /** Stays while the dialog fades out. */
  content: DialogContent | null;
  /** The element that had focus before; it gets it back. */
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

/** Reloads the page with the dialog open, provided that the page and its preloaded scripts can be fetched. */
export async function reloadIntoDialog(): Promise<void> {
  const parts = document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]');
  const addresses = [location.href, ...[...parts].map((part) => part.href)];
  const [page] = await Promise.all(addresses.map((address) => fetch(address))).catch(() => []);
  const { open, content } = dialog.get();
  if (!page?.ok || !open) return;
  history.replaceState({ ...history.state, dialog: content }, '');
  location.reload();
}

/** The dialog that was open before such a reload. */
function reopened(): DialogState | null {
  const { dialog: content, ...state } = history.state ?? {};
  if (!content) return null;
  history.replaceState(state, '');
  return { open: true, content, opener: null };
}
