import type { Loss } from '../components/dialog/asking-sheet.tsx';

/** Loses a secret that was neither copied nor stored; a reload loses it too. */
export const secret: Loss = {
  title: 'Leave without the key?',
  consequences: [
    'You haven’t copied the key, and it can’t be shown again.',
    'The key itself stays valid until you archive or delete it.',
  ],
  action: 'Leave without it',
  cancel: 'Back to the key',
  byReload: true,
};
