import { Menu } from '@base-ui/react/menu';
import { useStatus } from '../api/queries.ts';
import { signOut } from '../api/sign-in.ts';
import menu from '../components/menu/menu.module.css';
import { landmarkOf } from '../components/menu/menu-at.tsx';
import { useStore } from '../store.ts';
import { chooseTheme, type Theme, theme, themes } from '../theme.ts';
import styles from './account.module.css';

interface AccountMenuProps {
  anchor: HTMLElement;
  onHelp: () => void;
  onClosed: () => void;
}

/** The key and its scopes, the theme, the reference, the version, and the way out. */
export default function AccountMenu({ anchor, onHelp, onClosed }: AccountMenuProps) {
  const { data: status } = useStatus();
  const chosen = useStore(theme);
  const scopes = status?.key.scopes;
  return (
    <Menu.Root open onOpenChange={(open) => !open && onClosed()}>
      <Menu.Portal container={landmarkOf(anchor)}>
        <Menu.Positioner className={menu.place} anchor={anchor} side="top" align="start" sideOffset={6}>
          <Menu.Popup className={`${menu.menu} ${styles.menu}`} finalFocus={() => anchor}>
            <Menu.Group className={menu.group}>
              <Menu.GroupLabel className={styles.label}>{status?.key.name}</Menu.GroupLabel>
              <p className={styles.scopes}>{scopes == null ? 'All scopes' : scopes.join(', ')}</p>
            </Menu.Group>
            <Menu.RadioGroup
              className={menu.group}
              value={chosen}
              onValueChange={(next: Theme) => chooseTheme(next)}
              aria-label="Theme"
            >
              {themes.map((each) => (
                <Menu.RadioItem key={each} value={each} className={menu.item} closeOnClick={false}>
                  <span className={menu.tick} data-on={chosen === each} aria-hidden="true">
                    ✓
                  </span>
                  {themeNames[each]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Group className={menu.group}>
              <Menu.LinkItem className={`${menu.item} ${styles.link}`} href="/docs">
                API reference
              </Menu.LinkItem>
              <Menu.Item className={menu.item} onClick={onHelp}>
                Keyboard shortcuts
              </Menu.Item>
            </Menu.Group>
            <Menu.Group className={menu.group}>
              <Menu.Item className={menu.item} onClick={() => void signOut()}>
                Sign out
              </Menu.Item>
            </Menu.Group>
            <p className={styles.version}>workspaced {status?.server.version}</p>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

const themeNames: Record<Theme, string> = {
  system: 'System theme',
  light: 'Light theme',
  dark: 'Dark theme',
};
