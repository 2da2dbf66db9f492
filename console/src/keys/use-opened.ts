import { useState } from 'react';
import { useStatus } from '../api/queries.ts';
import { organizationClock } from '../clock.ts';
import { useStore } from '../store.ts';

/** When a form was opened, by the organization’s clock; undefined until that is known. */
export function useOpened(): number | undefined {
  const { data: status } = useStatus();
  const own = useStore(organizationClock);
  const clock = status?.server.sandbox === false ? Date.now : own;
  const [opened, setOpened] = useState<number>();
  if (clock && opened === undefined) setOpened(clock());
  return opened;
}
