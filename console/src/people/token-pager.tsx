import { ArrowRight } from 'lucide-react';
import { Button } from '../components/button/button.tsx';
import styles from './token-pager.module.css';

interface TokenPagerProps {
  /** The token of the page that is shown; undefined for the first. */
  page: string | undefined;
  next: string | null;
  onTurn: (page: string | undefined) => void;
}

/** The way through pages that only know the next one; the browser’s Back leads to the one before. */
export function TokenPager({ page, next, onTurn }: TokenPagerProps) {
  if (page === undefined && next === null) return null;
  const turn = (to: string | undefined) => {
    onTurn(to);
    document.querySelector('h1')?.focus({ preventScroll: true });
  };
  return (
    <nav className={styles.pager} aria-label="Pagination">
      <Button disabled={page === undefined} onClick={() => turn(undefined)}>
        First page
      </Button>
      <Button disabled={next === null} onClick={() => turn(next ?? undefined)}>
        Next page <ArrowRight />
      </Button>
    </nav>
  );
}
