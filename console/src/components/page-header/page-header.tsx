import { Link, type LinkProps } from '@tanstack/react-router';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { hasNavigated } from '../../navigated.ts';
import styles from './page-header.module.css';

type Target = Pick<LinkProps, 'to' | 'params' | 'search'>;

export interface Crumb extends Target {
  name: string;
}

export interface Tab extends Target {
  name: string;
  /** How many there are behind it. */
  count?: number | undefined;
}

interface PageHeaderProps {
  title: string;
  /** The pages above this one. */
  above?: readonly Crumb[];
  /** Before the title, such as a workspace’s colour. */
  mark?: ReactNode;
  /** After the title, such as badges. */
  state?: ReactNode;
  /** One line below the title. */
  about?: ReactNode;
  actions?: ReactNode;
  tabs?: readonly Tab[];
}

/** The head of every page: its way from above, title, state, actions and tabs. The title takes the focus after navigation. */
export function PageHeader({ title, above = [], mark, state, about, actions, tabs }: PageHeaderProps) {
  return (
    <header className={styles.head}>
      {above.length > 0 && (
        <nav aria-label="Breadcrumb" className={styles.crumbs}>
          {above.map(({ name, ...target }) => (
            <Fragment key={name}>
              <Link {...target}>{name}</Link> <span aria-hidden="true">/</span>
            </Fragment>
          ))}
        </nav>
      )}
      <div className={styles.line}>
        <div className={styles.name}>
          {mark}
          <Title title={title} />
          {state}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {about && <p className={styles.about}>{about}</p>}
      {tabs && (
        <nav aria-label={`${title}: sections`} className={styles.tabs}>
          {tabs.map(({ name, count, ...target }, index) => (
            <Link
              key={name}
              {...target}
              className={styles.tab}
              // The others’ addresses begin with that of the first one.
              activeOptions={{ exact: index === 0, includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
              // Leaving a section and coming back to it shouldn’t take as many steps back.
              replace
            >
              {name}
              {count !== undefined && <span className={styles.count}>{count.toLocaleString('en')}</span>}
            </Link>
          ))}
        </nav>
      )}
    </header>
  );
}

function Title({ title }: { title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · workspaced`;
  }, [title]);
  useEffect(() => {
    if (hasNavigated() && !document.querySelector('[data-dialog]'))
      heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      <bdi>{title}</bdi>
    </h1>
  );
}
