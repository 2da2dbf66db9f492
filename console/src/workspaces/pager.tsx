import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { Cursor } from '../api/queries.ts';
import type { WorkspacePage } from '../api/types.ts';
import type { ChangeView, ListView } from './view.ts';

interface PagerProps {
  view: ListView;
  page: WorkspacePage;
  change: ChangeView;
}

/**
 * Newer and older pages. `has_more` is about the direction of the cursor; in the other direction there is at least the
 * page that the user came from. The button just clicked may be disabled on the next page, so focus goes to the title.
 */
export function Pager({ view, page, change }: PagerProps) {
  const newer = view.before_id ? page.has_more : Boolean(view.after_id);
  const older = view.before_id ? true : page.has_more;
  if ((!newer && !older) || page.first_id === null) return null;
  const turn = (cursor: Cursor) => {
    change(cursor);
    document.querySelector('h1')?.focus({ preventScroll: true });
  };
  return (
    <nav className="pager" aria-label="Pagination">
      <button
        type="button"
        className="button"
        disabled={!newer}
        onClick={() => turn({ before_id: page.first_id ?? '' })}
      >
        <ArrowLeft /> Newer
      </button>
      {newer && (
        <button type="button" className="button quiet" onClick={() => turn({ after_id: '' })}>
          Newest
        </button>
      )}
      <button
        type="button"
        className="button"
        disabled={!older}
        onClick={() => turn({ after_id: page.last_id ?? '' })}
      >
        Older <ArrowRight />
      </button>
    </nav>
  );
}
