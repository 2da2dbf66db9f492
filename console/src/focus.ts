/** What had the focus last, and the table that it was in. */
let last: { element: HTMLElement; table: HTMLTableElement | null } | null = null;

/** What had it last outside of a menu. */
let outside: Element | null = null;

/** How long what was removed may take to pass the focus on by itself, in ms. */
const grace = 50;

/**
 * Sees to it that the focus isn’t lost: if what has it is removed or disabled, such as a filter that was cleared, it goes to
 * the dialog that is open, or else to the title of the page.
 */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    last = { element: target, table: target.closest('table') };
    if (!target.closest('[role=menu]')) outside = target;
  });
  // Whoever clicks somewhere means to leave what had the focus.
  document.addEventListener('pointerdown', () => {
    last = null;
  });
  const changes = { childList: true, subtree: true, attributeFilter: ['disabled'] };
  new MutationObserver(() => {
    if (isLost()) setTimeout(() => isLost() && placeFor()?.focus({ preventScroll: true }), grace);
  }).observe(document.body, changes);
}

/** What gets the focus back after what opens now: if that is chosen from a menu, what had opened the menu. */
export const openerNow = (): Element | null =>
  document.activeElement?.closest('[role=menu]') ? outside : document.activeElement;

function isLost(): boolean {
  if (last === null || document.activeElement !== document.body) return false;
  if (last.element.isConnected) return last.element.matches(':disabled');
  return !isOutOfView(last.table);
}

/** Whether the table draws only the rows in view: one that was scrolled away comes back, and Tab goes on from there. */
const isOutOfView = (table: HTMLTableElement | null): boolean =>
  table?.isConnected === true && table.rows.length < Number(table.ariaRowCount);

const placeFor = (): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>('[data-dialog]')].at(-1) ?? document.querySelector('h1');
