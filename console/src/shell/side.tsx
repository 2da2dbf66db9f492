import { Link, useLocation } from '@tanstack/react-router';
import { Menu as MenuIcon, Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useRefusal, useStatus } from '../api/queries.ts';
import type { Route } from '../api/routes.ts';
import { Badge } from '../components/badge/badge.tsx';
import icon from '../icon.svg';
import { Account } from './account.tsx';
import { sections } from './sections.ts';
import styles from './side.module.css';

interface SideProps {
  onHelp: () => void;
  onPalette: () => void;
}

/** The organization, the sections and the account; on a phone a bar that unfolds. */
export function Side({ onHelp, onPalette }: SideProps) {
  const { data: status } = useStatus();
  const [unfolded, setUnfolded] = useState(false);
  const path = useLocation({ select: ({ pathname }) => pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it folds whenever the page changes
  useEffect(() => setUnfolded(false), [path]);
  const there = sections.filter(({ onlyIn }) => onlyIn === undefined || status?.server.sandbox);
  return (
    <header className={styles.side}>
      <div className={styles.head}>
        <Link to="/" className={styles.brand} aria-label="Overview">
          <img src={icon} alt="" width="28" height="28" />
        </Link>
        <div className={styles.organization}>
          <strong title={status?.organization.name}>{status?.organization.name ?? ' '}</strong>
          <span className={styles.host}>{location.host}</span>
        </div>
        {status?.server.sandbox && <Badge tone="accent">Sandbox</Badge>}
        <button
          type="button"
          className={styles.unfold}
          aria-expanded={unfolded}
          aria-label={unfolded ? 'Close menu' : 'Open menu'}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? <X /> : <MenuIcon />}
        </button>
      </div>
      <div className={styles.content} data-unfolded={unfolded}>
        <button type="button" className={styles.search} onClick={onPalette}>
          <Search /> <span>Search</span> <kbd>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
        </button>
        <nav aria-label="Main">
          <ul className={styles.sections}>
            {there.map(({ to, name, icon: Icon, needs }) => (
              <li key={to}>
                <SectionLink to={to} {...(needs && { needs })}>
                  <Icon /> {name}
                </SectionLink>
              </li>
            ))}
          </ul>
        </nav>
        <Account onHelp={onHelp} />
      </div>
    </header>
  );
}

const isMac = /mac|iphone|ipad/i.test(navigator.platform);

/** A link to a section; one that the key can’t see says why, and still leads there. */
function SectionLink({
  to,
  needs,
  children,
}: {
  to: (typeof sections)[number]['to'];
  needs?: Route;
  children: React.ReactNode;
}) {
  const reason = useRefusal(needs ?? 'GET /x/v1/organization');
  return (
    <Link
      to={to}
      className={reason === undefined ? styles.section : `${styles.section} ${styles.forbidden}`}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      aria-description={reason}
      data-tip={reason}
    >
      {children}
    </Link>
  );
}
