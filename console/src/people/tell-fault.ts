import { sentenceOf } from '../components/states/states.tsx';
import { toast } from '../components/toast/toast.ts';

/** Tells that something changed in place couldn’t be changed, in the server’s words. */
export const tellFault = (did: string) => (error: Error) =>
  toast({ did: `${did}:`, what: sentenceOf(error) });
