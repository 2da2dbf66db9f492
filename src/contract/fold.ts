/** A text without its letter case: two that differ in nothing else fold to the same (Unicode’s full, context-free mapping). */
export const fold = (text: string) => text.toLowerCase().toUpperCase();
