/** The tags in a pasted text, one `key=value` to a line or separated by commas; empty if it isn’t made of them. */
export function pastedTags(text: string): { key: string; value: string }[] {
  const parts = text.includes('\n') ? text.split('\n') : text.split(',');
  const tags = parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => /^([^=]+)=(.*)$/.exec(part));
  if (tags.length === 0 || tags.includes(null)) return [];
  return tags.map((match) => ({ key: match?.[1]?.trim() ?? '', value: match?.[2]?.trim() ?? '' }));
}
