/** Prints what wrk.lua prints, of latencies in ms. */
export function tell(milliseconds: readonly number[], seconds: number): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN) * 1000;
  console.log(JSON.stringify({ requests: sorted.length, seconds, p50: at(0.5), p99: at(0.99), failed: 0 }));
}
