const started = performance.now();

/** Tells on standard error what runs now: one line that is written over at a terminal. */
export function progress(text: string): void {
  const seconds = Math.round((performance.now() - started) / 1000);
  const line = `${String(seconds).padStart(5)} s  ${text}`;
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[2K${line}` : `${line}\n`);
}
