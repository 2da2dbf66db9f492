import { createStore } from './store.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const item = 'workspaced.theme';
const stored = localStorage.getItem(item) as Theme | null;

/** The colours: those of the system, or always light or dark; remembered in this browser. */
export const theme = createStore<Theme>(stored !== null && themes.includes(stored) ? stored : 'system');

export function chooseTheme(next: Theme): void {
  localStorage.setItem(item, next);
  theme.set(next);
  applyTheme();
}

/** Gives the page the chosen colours. */
export function applyTheme(): void {
  const chosen = theme.get();
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}
