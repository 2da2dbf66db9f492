import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import { createStore, useStore } from '../../store.ts';
import { CopyButton } from '../copy/copy-button.tsx';
import styles from './code.module.css';
import { JsonText } from './json-text.tsx';
import { type Requested, snippetsOf } from './snippets.ts';

const item = 'workspaced.language';
/** The language that was last chosen. */
const chosen = createStore(localStorage.getItem(item) ?? 'curl');

interface CodeProps {
  requests: readonly Requested[];
  /** Shown first, where there is an object to show. */
  object?: unknown;
}

/** Requests in the languages of their clients, after the object as JSON; the key is left out. */
export default function Code({ requests, object }: CodeProps) {
  const language = useStore(chosen);
  const [isObject, setIsObject] = useState(object !== undefined);
  const views = [
    ...(object === undefined ? [] : [{ language: 'JSON', text: JSON.stringify(object, null, 2) }]),
    ...merged(requests),
  ];
  const shown = (!isObject && views.find((view) => view.language === language)) || views[0];
  const choose = (next: string) => {
    setIsObject(next === 'JSON');
    if (next === 'JSON') return;
    localStorage.setItem(item, next);
    chosen.set(next);
  };
  return (
    <Tabs.Root className={styles.code} value={shown?.language} onValueChange={choose}>
      <div className={styles.head}>
        <Tabs.List className={styles.list} aria-label="Language">
          {views.map((view) => (
            <Tabs.Tab key={view.language} value={view.language} className={styles.tab}>
              {view.language}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <CopyButton text={shown?.text ?? ''} label={`Copy as ${shown?.language}`} />
      </div>
      {views.map((view) => (
        <Tabs.Panel key={view.language} value={view.language} className={styles.panel}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0}>
            <code>{view.language === 'JSON' ? <JsonText text={view.text} /> : view.text}</code>
          </pre>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

/** Several requests one after another in each language, which begins only once. */
function merged(requests: readonly Requested[]): { language: string; text: string }[] {
  const [first = [], ...rest] = requests.map(snippetsOf);
  return first.map(({ language, text }, index) => ({
    language,
    text: [text, ...rest.map((snippets) => bodyOf(snippets[index]?.text ?? ''))].join('\n\n'),
  }));
}

/** A sample without the lines that import the SDK and make its client. */
const bodyOf = (text: string) => text.replace(/^(import|from) .*\n\n?(const )?client = .*\n/s, '').trim();
