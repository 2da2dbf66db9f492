/** Lets the browser save lines as a file. */
export function save(name: string, lines: string[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(lines, { type: 'application/x-ndjson;charset=utf-8' }));
  link.download = name;
  link.click();
  // Some browsers begin to read it only later.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
