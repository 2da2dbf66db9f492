import { counted } from './counted.ts';

/** The time that is left, given in hours, in the unit that fits. */
export function leftText(hours: number): string {
  if (hours <= 0) return 'expired';
  if (hours < 1) return 'less than an hour left';
  if (hours < 48) return `${counted(Math.floor(hours), 'hour')} left`;
  return `${counted(Math.round(hours / 24), 'day')} left`;
}
