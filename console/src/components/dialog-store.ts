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
export const dialog = createStore<DialogState>(nothing);

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
