import { copyText } from '../components/copy/copy-button.tsx';
import { toast } from '../components/toast/toast.ts';

/** Copies an ID and says so. */
export const copyId = (id: string): void =>
  void copyText(id).then((done) => done && toast({ did: 'Copied', what: id }));
