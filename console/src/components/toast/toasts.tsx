import { Toast } from '@base-ui/react/toast';
import { Link } from '@tanstack/react-router';
import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from '../../store.ts';
import button from '../button/button.module.css';
import { AsCode } from '../code/as-code.tsx';
import { type Done, told } from './toast.ts';
import styles from './toasts.module.css';

/** How long a toast stays that is neither hovered nor focused, in ms. */
const stay = 6000;

/** The toasts at the edge of the page; hovering one keeps it. */
export default function Toasts() {
  return (
    <Toast.Provider limit={3} timeout={stay}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts, add } = Toast.useToastManager<Done>();
  const next = useStore(told);
  useEffect(() => {
    if (next.length === 0) return;
    for (const done of next) add({ title: [done.did, done.what].filter(Boolean).join(' '), data: done });
    told.set([]);
  }, [next, add]);
  return toasts.map((each) => (
    <Toast.Root key={each.id} toast={each} className={styles.toast} swipeDirection="right">
      <Toast.Content>
        <div className={styles.line}>
          {each.data?.failed ? <TriangleAlert className={styles.failed} /> : <CircleCheck />}
          <Toast.Title className={styles.title}>
            {each.data?.did} <What done={each.data} />
          </Toast.Title>
          <Toast.Close className={`${button.icon} ${button.tiny}`} aria-label="Dismiss">
            <X />
          </Toast.Close>
        </div>
        {each.data?.request && (
          // Otherwise a click on it would begin a swipe.
          <div data-base-ui-swipe-ignore>
            <AsCode label="The same as code" requests={[each.data.request]} />
          </div>
        )}
      </Toast.Content>
    </Toast.Root>
  ));
}

function What({ done }: { done: Done | undefined }) {
  if (done?.what === undefined) return null;
  return done.to ? (
    <Link {...done.to}>
      <bdi>{done.what}</bdi>
    </Link>
  ) : (
    <bdi>{done.what}</bdi>
  );
}
