import { Menu as Base } from '@base-ui/react/menu';
import styles from './menu.module.css';
import type { MenuGroups, MenuItem } from './menu.tsx';

interface MenuAtProps {
  /** What opened it, and gets the focus back. */
  anchor: Element;
  groups: MenuGroups;
  onClosed: () => void;
}

/** An open menu beside an element. */
export default function MenuAt({ anchor, groups, onClosed }: MenuAtProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClosed()}>
      <Base.Portal container={landmarkOf(anchor)}>
        <Base.Positioner className={styles.place} sideOffset={4} align="end" anchor={anchor}>
          <Base.Popup className={styles.menu} finalFocus={() => anchor as HTMLElement}>
            {groups
              .filter((group) => group.length > 0)
              .map((group, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: groups never move
                <Base.Group key={index} className={styles.group}>
                  {group.map((item) => (
                    <Item key={item.label} {...item} />
                  ))}
                </Base.Group>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The part of the page around an element: screen readers find the menu in it. */
export const landmarkOf = (element: Element): HTMLElement =>
  element.closest<HTMLElement>('main, header, [data-dialog]') ?? document.body;

function Item({ label, icon, danger = false, reason, about, on, closes = false, run }: MenuItem) {
  const shared = {
    className: danger ? `${styles.item} ${styles.danger}` : styles.item,
    disabled: reason !== undefined,
    onClick: run,
  };
  const content = (
    <span>
      {label}
      {about && <span className={styles.reason}>{about}</span>}
      {reason && <span className={styles.reason}>{reason}</span>}
    </span>
  );
  if (on === undefined) {
    return (
      <Base.Item {...shared}>
        {icon}
        {content}
      </Base.Item>
    );
  }
  return (
    <Base.CheckboxItem {...shared} checked={on} closeOnClick={closes}>
      <span className={styles.tick} data-on={on} aria-hidden="true">
        ✓
      </span>
      {content}
    </Base.CheckboxItem>
  );
}
