import { Link } from '@tanstack/react-router';
import { BookmarkPlus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { lazily } from '../../lazily.tsx';
import { isSameView, useSavedViews } from '../../workspaces/saved-views.ts';
import type { ListView } from '../../workspaces/view.ts';
import styles from './views-bar.module.css';

const SaveView = lazily(() => import('./save-view.tsx'));

/** The saved views; nothing as long as there are none. */
export function ViewsBar({ view }: { view: ListView }) {
  const { views, remove } = useSavedViews();
  if (views.length === 0) return null;
  return (
    <nav aria-label="Saved views" className={styles.bar}>
      <ViewLink name="All" view={{}} isShown={isSameView(view, {})} />
      {views.map((each) => {
        const isShown = isSameView(each.view, view);
        return (
          <span key={each.name} className={styles.view}>
            <ViewLink {...each} isShown={isShown} />
            {isShown && (
              <button type="button" aria-label={`Remove view ${each.name}`} onClick={() => remove(each.name)}>
                <X />
              </button>
            )}
          </span>
        );
      })}
    </nav>
  );
}

/** Saves the view that is shown, unless it is saved already or has no filter. */
export function SaveViewButton({ view }: { view: ListView }) {
  const { views } = useSavedViews();
  const [saving, setSaving] = useState(false);
  const isKnown = isSameView(view, {}) || views.some((each) => isSameView(each.view, view));
  return (
    <>
      {!isKnown && (
        <Button size="small" look="quiet" onClick={() => setSaving(true)}>
          <BookmarkPlus /> Save view
        </Button>
      )}
      {saving && <SaveView view={view} onClosed={() => setSaving(false)} />}
    </>
  );
}

function ViewLink({ name, view, isShown }: { name: string; view: ListView; isShown: boolean }) {
  return (
    <Link
      to="/workspaces"
      search={view}
      className={styles.link}
      // The router would call it current for any address that has at least these filters.
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={isShown ? 'page' : undefined}
    >
      <bdi>{name}</bdi>
    </Link>
  );
}
