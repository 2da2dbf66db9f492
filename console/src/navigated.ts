let navigations = 0;

/** Counts a change of the address; the router calls it. */
export const noteNavigation = (): void => {
  navigations += 1;
};

/** Whether the user has navigated since the console was loaded: the first page keeps the browser’s own focus. */
export const hasNavigated = (): boolean => navigations > 0;

/** How many times so far. */
export const countNavigations = (): number => navigations;
