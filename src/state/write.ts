import { stringify } from 'yaml';
import { canonical } from './canonical.ts';
import { StateDocument } from './document.ts';

/** A document as text, which is the same for the same document, in whatever order its members were. */
export function writeDocument(document: StateDocument, format: 'yaml' | 'json'): string {
  const ordered = canonical(StateDocument, document);
  if (format === 'json') return `${JSON.stringify(ordered, null, 2)}\n`;
  return stringify(ordered, { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false });
}
