import { cloneElement, type ReactElement, type ReactNode, useState } from 'react';
import { lazily } from '../../lazily.tsx';

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  /** Why it can’t be used now. */
  reason?: string | undefined;
  /** What it means, below its label. */
  about?: string | undefined;
  /** Set for a choice that is on or off; the menu stays open. */
  on?: boolean;
  /** Whether the menu closes all the same, as where only one choice can be on. */
  closes?: boolean;
  run: () => void;
}

/** Items in groups, between which there is a line. */
export type MenuGroups = readonly (readonly MenuItem[])[];

/** A menu opened beside an element; its code is loaded when one is first opened. */
export const MenuAt = lazily(() => import('./menu-at.tsx'));

interface MenuProps {
  /** A button. */
  trigger: ReactElement<{ onClick?: (event: React.MouseEvent<HTMLElement>) => void }>;
  groups: MenuGroups;
}

/** A menu of actions below the button that opens it. */
export function Menu({ trigger, groups }: MenuProps) {
  const [anchor, setAnchor] = useState<Element>();
  const wiring = {
    'aria-haspopup': 'menu',
    'aria-expanded': anchor !== undefined,
    onPointerEnter: MenuAt.preload,
    onClick: ({ currentTarget }: React.MouseEvent<HTMLElement>) =>
      setAnchor(anchor ? undefined : currentTarget),
  };
  return (
    <>
      {cloneElement(trigger, wiring)}
      {anchor && <MenuAt anchor={anchor} groups={groups} onClosed={() => setAnchor(undefined)} />}
    </>
  );
}
