/** Folds the case of a text: two texts that differ only in case fold to the same (Unicode’s full, context-free mapping). */
export const fold = (text: string) => text.toLowerCase().toUpperCase();
