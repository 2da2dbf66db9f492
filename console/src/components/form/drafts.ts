/** What the name of each draft in the tab’s storage begins with. */
export const draftPrefix = 'workspaced.draft:';

/** Forgets what was typed into all forms: somebody signed out. */
export function clearDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(draftPrefix)) sessionStorage.removeItem(key);
  }
}
