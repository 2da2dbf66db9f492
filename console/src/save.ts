/** Lets the browser save a text as a file; its type is a media type such as `text/csv`. */
export function save(name: string, text: readonly string[], type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([...text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  // Some browsers begin to read it only later.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
