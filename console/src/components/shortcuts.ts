import { useEffect } from 'react';
import { navigate } from '../router.tsx';
import { createStore } from '../store.ts';
import { dialog } from './dialog-store.ts';

const item = 'workspaced.shortcuts';

/** Whether single-key shortcuts are on; people who use speech input turn them off. */
export const shortcutsOn = createStore(localStorage.getItem(item) !== 'off');

export function setShortcuts(on: boolean): void {
  localStorage.setItem(item, on ? 'on' : 'off');
  shortcutsOn.set(on);
}

/** A key clicks or focuses the element that names it in `aria-keyshortcuts`. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  const typed = event.ctrlKey || event.metaKey || event.altKey || isEditable(event.target);
  if (typed || !shortcutsOn.get() || dialog.get().open) return;
  const target = document.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
  if (target instanceof HTMLInputElement) target.focus();
  else if (target) target.click();
  else if (event.key === '/') navigate('/workspaces', { focus: 'search' });
  else return;
  event.preventDefault();
}

const editable =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';
const isEditable = (target: EventTarget | null) => target instanceof HTMLElement && target.matches(editable);
