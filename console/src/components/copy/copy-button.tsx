import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../button/button.tsx';

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, onCopy }: { text: string; label: string; onCopy?: () => void }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const start = () =>
    copyText(text).then((done) => {
      setCopied(done);
      if (done) onCopy?.();
    });
  return (
    <IconButton small label={copied ? 'Copied' : label} onClick={start}>
      {copied ? <Check /> : <Copy />}
    </IconButton>
  );
}

/** Copies, also where `navigator.clipboard` isn’t available: on pages served without TLS, or without the permission. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const area = document.createElement('textarea');
  const focused = document.activeElement;
  // Inside an open dialog, since nothing outside of it can be selected.
  (document.querySelector('[data-dialog]') ?? document.body).append(area);
  area.value = text;
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
