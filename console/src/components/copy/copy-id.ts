import { toast } from '../toast/toast.ts';
import { copyText } from './copy-button.tsx';

/** Copies an ID and says so. */
export const copyId = (id: string): void =>
  void copyText(id).then((done) => done && toast({ did: 'Copied', what: id }));
