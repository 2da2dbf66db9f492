const prefix = 'workspaced.draft:';
/** When somebody signed out last, in any tab: a draft from before is never shown to who signs in after. */
const signedOut = 'workspaced.signed-out';

const currentPrefix = () => `${prefix}${localStorage.getItem(signedOut) ?? ''}:`;

/** What a draft is called in the tab’s storage. */
export const draftName = (organization: string | undefined, form: string): string =>
  `${currentPrefix()}${organization}:${form}`;

/** Gives up what was typed into all forms, in every tab: somebody signs out. */
export const giveUpDrafts = (): void => localStorage.setItem(signedOut, String(Date.now()));

/** Removes drafts that were given up from this tab. */
export function clearOldDrafts(): void {
  const current = currentPrefix();
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix) && !key.startsWith(current)) sessionStorage.removeItem(key);
  }
}
