/**
 * The tags in a pasted text, one `key=value` to a line or separated by commas; empty if it isn’t made of them. Among several
 * lines, one without a value is a key, and comments (`# …`) are left out.
 */
export function pastedTags(text: string): { key: string; value: string }[] {
  const isOfLines = text.includes('\n');
  const parts = text
    .split(isOfLines ? '\n' : ',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !(isOfLines && part.startsWith('#')));
  const isTag = (part: string) => /^[^=]+=/.test(part);
  if (!(isOfLines ? parts.some(isTag) : parts.every(isTag))) return [];
  return parts.map((part) => {
    const [key = '', ...value] = part.split('=');
    return { key: key.trim(), value: value.join('=').trim() };
  });
}
