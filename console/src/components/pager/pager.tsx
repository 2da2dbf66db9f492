import { ArrowLeft, ArrowRight } from 'lucide-react';
import { Button } from '../button/button.tsx';
import styles from './pager.module.css';

/** Where a page begins: after one item or before it, in listing order; without either, at the first. */
export interface Cursor {
  after_id?: string | undefined;
  before_id?: string | undefined;
}

interface PagerProps {
  /** Where the page began. */
  cursor: Cursor;
  page: { has_more: boolean; first_id: string | null; last_id: string | null };
  onTurn: (cursor: Cursor) => void;
}

/**
 * The pages before and after. `has_more` is about the direction of the cursor; in the other direction there is at least the
 * page that the user came from. The button just clicked may be disabled on the next page, so focus goes to the title.
 */
export function Pager({ cursor, page, onTurn }: PagerProps) {
  const newer = cursor.before_id ? page.has_more : Boolean(cursor.after_id);
  const older = cursor.before_id ? true : page.has_more;
  if ((!newer && !older) || page.first_id === null || page.last_id === null) return null;
  const { first_id, last_id } = page;
  const turn = (next: Cursor) => {
    onTurn(next);
    document.querySelector('h1')?.focus({ preventScroll: true });
  };
  return (
    <nav className={styles.pager} aria-label="Pagination">
      <Button disabled={!newer} onClick={() => turn({ before_id: first_id })}>
        <ArrowLeft /> Newer
      </Button>
      {newer && (
        <Button look="quiet" onClick={() => turn({})}>
          Newest
        </Button>
      )}
      <Button disabled={!older} onClick={() => turn({ after_id: last_id })}>
        Older <ArrowRight />
      </Button>
    </nav>
  );
}
