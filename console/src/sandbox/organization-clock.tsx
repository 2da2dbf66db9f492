import { useEffect } from 'react';
import { organizationClock } from '../clock.ts';
import { one, useControl } from './control.ts';

/** The clock of an organization, as the sandbox shows it. */
export interface ShownClock {
  now: string;
  frozen: boolean;
}

/** The control that shows it. */
export const clockControl = { route: `GET ${one}/clock` };

/** Keeps `organizationClock` as the sandbox shows it; if that can’t be read, as this browser’s. */
export default function OrganizationClock() {
  const { data: shown, isError, dataUpdatedAt } = useControl<ShownClock>(clockControl);
  useEffect(() => {
    if (shown) {
      const then = Date.parse(shown.now);
      organizationClock.set(shown.frozen ? () => then : () => then + Date.now() - dataUpdatedAt);
    } else if (isError) organizationClock.set(Date.now);
  }, [shown, dataUpdatedAt, isError]);
  useEffect(() => () => organizationClock.set(undefined), []);
  return null;
}
