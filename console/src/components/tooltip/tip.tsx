import { Tooltip } from '@base-ui/react/tooltip';
import styles from './tip.module.css';

/** A text beside an element. */
export default function Tip({ anchor, text }: { anchor: HTMLElement; text: string }) {
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner className={styles.place} anchor={anchor} sideOffset={6}>
          <Tooltip.Popup className={styles.tip}>{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
