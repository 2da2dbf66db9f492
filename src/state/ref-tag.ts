/** The tag in which `apply` keeps a workspace’s ref on the server. */
export const refTag = 'workspaced_ref';

/** The ref that a workspace has on a server; undefined if somebody wrote there what can’t be one. */
export const refIn = (tags: Readonly<Record<string, string>>): string | undefined =>
  /^[\w.-]{1,100}$/.exec(tags[refTag] ?? '')?.[0];

/** Tags without the one that is ours, and without those that begin with `anthropic`, which the API doesn’t let anyone set. */
export const ownTags = (tags: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => key !== refTag && !/^anthropic/i.test(key)));
