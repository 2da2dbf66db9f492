import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { WorkspacePage } from '../api/types.ts';
import type { ChangeView, ListView } from './view.ts';

interface PagerProps {
  view: ListView;
  page: WorkspacePage;
  change: ChangeView;
}

/** Newer and older pages. `has_more` speaks of the direction walked; behind us is at least where we came from. */
export function Pager({ view, page, change }: PagerProps) {
  const newer = view.before_id ? page.has_more : Boolean(view.after_id);
  const older = view.before_id ? true : page.has_more;
  if (!newer && !older) return null;
  return (
    <nav className="pager" aria-label="Pages">
      <button
        type="button"
        className="button"
        disabled={!newer}
        onClick={() => change({ before_id: page.first_id ?? '' })}
      >
        <ArrowLeft /> Newer
      </button>
      {newer && (
        <button type="button" className="button quiet" onClick={() => change({ after_id: '' })}>
          Newest
        </button>
      )}
      <button
        type="button"
        className="button"
        disabled={!older}
        onClick={() => change({ after_id: page.last_id ?? '' })}
      >
        Older <ArrowRight />
      </button>
    </nav>
  );
}
