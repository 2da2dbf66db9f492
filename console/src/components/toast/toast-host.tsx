import { useState } from 'react';
import { lazily } from '../../lazily.tsx';
import { useStore } from '../../store.ts';
import { told } from './toast.ts';

const Toasts = lazily(() => import('./toasts.tsx'));

/** Where toasts are shown. The code for it is loaded when something was first done. */
export function ToastHost() {
  const [began, setBegan] = useState(false);
  const some = useStore(told).length > 0;
  if (some && !began) setBegan(true);
  return began ? <Toasts /> : null;
}
