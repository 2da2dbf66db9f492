import { ChevronDown } from 'lucide-react';
import { Button } from '../components/button/button.tsx';
import { Menu } from '../components/menu/menu.tsx';
import styles from './role-menu.module.css';
import { type Role, roleName } from './roles.ts';

interface RoleMenuProps<V extends string> {
  /** Whose role it is, for screen readers. */
  of: string;
  value: V;
  choices: readonly (Role<V> & { reason?: string | undefined })[];
  /** Why it can’t be changed. */
  reason?: string | undefined;
  busy: boolean;
  onChoose: (role: V) => void;
}

/** A role that is changed where it is shown. A menu, since in a `select` the arrow keys alone would change it. */
export function RoleMenu<V extends string>({ of, value, choices, reason, busy, onChoose }: RoleMenuProps<V>) {
  return (
    <span className={styles.role}>
      <Menu
        trigger={
          <Button
            size="small"
            look="quiet"
            reason={reason}
            busy={busy}
            aria-label={`Role of ${of}: ${roleName(value)}`}
          >
            {roleName(value)} <ChevronDown />
          </Button>
        }
        groups={[
          choices.map((choice) => ({
            label: choice.label,
            about: choice.about,
            reason: choice.reason,
            on: choice.value === value,
            closes: true,
            run: () => choice.value !== value && onChoose(choice.value),
          })),
        ]}
      />
    </span>
  );
}
