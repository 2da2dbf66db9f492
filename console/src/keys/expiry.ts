/** When a new key expires: after so many days, never, or at the end of a day. */
export interface Expiry {
  choice: '30' | '90' | '365' | 'never' | 'date';
  /** As a date field has it. */
  date: string;
}

/** What a form begins with. */
export const firstExpiry: Expiry = { choice: '90', date: '' };

/**
 * The time that is sent; null for never, and an empty text for a date that is missing, which the server refuses. It counts
 * from when the form was opened, so that sending it again sends the same.
 */
export function expiresAt({ choice, date }: Expiry, opened: number): string | null {
  if (choice === 'never') return null;
  if (choice !== 'date') return seconds(opened + Number(choice) * 86_400_000);
  const end = Date.parse(`${date}T23:59:59`);
  return Number.isNaN(end) ? '' : seconds(end);
}

const seconds = (moment: number) => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
