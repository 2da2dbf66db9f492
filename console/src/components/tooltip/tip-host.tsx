import { useEffect, useState } from 'react';
import { lazily } from '../../lazily.tsx';

const Tip = lazily(() => import('./tip.tsx'));

/** How long an element is hovered before its tooltip shows, in ms. */
const patience = 400;

/**
 * Shows the tooltip of whatever is hovered or has the focus: any element with `data-tip`. One host serves them all, so that
 * the code for tooltips isn’t needed until the first one shows.
 */
export function TipHost() {
  const [anchor, setAnchor] = useState<HTMLElement>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (after: number) => (event: Event) => {
      clearTimeout(timer);
      const element =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
      if (element === null) setAnchor(undefined);
      else if (event.type !== 'focusin' || element.matches(':focus-visible')) {
        timer = setTimeout(() => setAnchor(element), after);
      }
    };
    const hide = () => {
      clearTimeout(timer);
      setAnchor(undefined);
    };
    const listeners = [
      ['pointerover', show(patience)],
      ['focusin', show(0)],
      ['pointerdown', hide],
      ['keydown', hide],
    ] as const;
    for (const [type, listener] of listeners) document.addEventListener(type, listener);
    return () => {
      clearTimeout(timer);
      for (const [type, listener] of listeners) document.removeEventListener(type, listener);
    };
  }, []);
  return anchor?.isConnected ? <Tip anchor={anchor} text={anchor.dataset.tip ?? ''} /> : null;
}
