import { useEffect } from 'react';
import { Actions } from './actions.tsx';
import styles from './components-page.module.css';
import { Content } from './content.tsx';
import { Fields } from './fields-shown.tsx';
import { Messages } from './messages.tsx';
import { Rows } from './rows.tsx';

/** Every component in all its states, side by side: for those who build pages, and for the tests, which photograph it. */
export default function ComponentsPage() {
  useEffect(() => {
    document.title = 'Components · workspaced';
  }, []);
  return (
    <main className={styles.page}>
      <h1>Components</h1>
      <Actions />
      <Fields />
      <Rows />
      <Messages />
      <Content />
    </main>
  );
}
