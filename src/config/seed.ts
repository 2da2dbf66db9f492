/** The seed that `dev` looks for in the current folder, and that the command `seed` writes. */
export const seedFile = 'workspaced.seed.yaml';

/** Whether a seed is the document itself, and not where it is. */
export const isDocument = (seed: string) => seed.trimStart().startsWith('{') || seed.includes('\n');
