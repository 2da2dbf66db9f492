import { useEffect } from 'react';
import { createStore } from '../store.ts';
import { currentActions } from './actions.ts';

const item = 'workspaced.shortcuts';

/** Whether single-key shortcuts are on; people who use speech input turn them off. */
export const shortcutsOn = createStore(localStorage.getItem(item) !== 'off');

export function setShortcuts(on: boolean): void {
  localStorage.setItem(item, on ? 'on' : 'off');
  shortcutsOn.set(on);
}

/** Runs the action whose key is pressed, unless something is being typed or a dialog is open. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  // One that fades out takes no keys any more.
  if (event.defaultPrevented || document.querySelector('[data-dialog]:not([data-closed])')) return;
  const isPalette = (ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k';
  if (!isPalette && (ctrlKey || metaKey || altKey || isEditable(target) || !shortcutsOn.get())) return;
  const action = currentActions().find(({ keys }) => keys === (isPalette ? 'Ctrl K' : key));
  if (action === undefined || action.reason !== undefined) return;
  event.preventDefault();
  action.run();
}

const editable =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable], [role=menu], [role=menu] *';
const isEditable = (target: EventTarget | null) => target instanceof HTMLElement && target.matches(editable);
