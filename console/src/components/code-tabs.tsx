import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import { type ApiRequest, curl, sdk } from '../api/snippets.ts';
import { CopyButton } from './copy-button.tsx';
import { JsonText } from './json-text.tsx';

interface CodeTabsProps {
  request: ApiRequest;
  /** Shown first, where there is an object to show. */
  json?: unknown;
}

/** A request as a curl command and as an SDK call, after the object as JSON; the key is left out. */
export function CodeTabs({ request, json }: CodeTabsProps) {
  const views = [
    ...(json === undefined ? [] : [{ name: 'JSON', text: JSON.stringify(json, null, 2) }]),
    { name: 'curl', text: curl(request, location.origin) },
    { name: 'TypeScript', text: sdk(request) },
  ];
  const [shown, setShown] = useState(views[0]?.name ?? '');
  return (
    <Tabs.Root className="code-tabs" value={shown} onValueChange={setShown}>
      <div className="code-head">
        <Tabs.List className="tab-list" aria-label="Language">
          {views.map(({ name }) => (
            <Tabs.Tab key={name} value={name} className="tab">
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <CopyButton text={views.find(({ name }) => name === shown)?.text ?? ''} label={`Copy as ${shown}`} />
      </div>
      {views.map(({ name, text }) => (
        <Tabs.Panel key={name} value={name} className="code-panel">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0}>
            <code>{name === 'JSON' ? <JsonText text={text} /> : text}</code>
          </pre>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
