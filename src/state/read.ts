import { LineCounter, parseDocument } from 'yaml';
import { type Fault, faultsOf } from '../schema/faults.ts';
import { inconsistencies } from './consistency.ts';
import { StateDocument } from './document.ts';
import { pathText, StateFault } from './fault.ts';
import { type Lines, linesIn, noteLines } from './lines.ts';

/** Aliases may multiply a text by this much at most. */
const maxAliasCount = 100;

/** What else will be refused in a document that matches its schema. */
type More = (document: StateDocument) => Iterable<Fault>;

/**
 * Reads a document in YAML or JSON; throws a StateFault that has all faults of its text, else of its schema, else of its
 * sense. With the last are those that whoever uses the document would find later.
 */
export function readDocument(text: string, more?: More): StateDocument {
  const counter = new LineCounter();
  const parsed = parseDocument(text, {
    lineCounter: counter,
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
  });
  const broken = [...parsed.errors, ...parsed.warnings].map(({ pos, message }) => ({
    line: counter.linePos(pos[0]).line,
    path: '',
    message,
  }));
  if (broken.length > 0) throw new StateFault(broken);
  let value: unknown;
  try {
    value = parsed.toJS({ maxAliasCount });
  } catch (error) {
    throw new StateFault([{ line: 0, path: '', message: (error as Error).message }]);
  }
  const lines = linesIn(parsed, counter);
  const document = checkDocument(value, lines, more);
  noteLines(document, lines);
  return document;
}

/** Checks a document that was parsed already, as `readDocument` does; throws a StateFault. */
export function checkDocument(value: unknown, lines: Lines = () => 0, more: More = () => []): StateDocument {
  refuse([...faultsOf(StateDocument, value)], lines);
  const document = value as StateDocument;
  const faults = [...inconsistencies(document)];
  if (faults.length > 0) refuse([...faults, ...more(document)], lines);
  return document;
}

/** Throws a StateFault if there are any faults, with the first line first. */
export function refuse(faults: readonly Fault[], lines: Lines): void {
  if (faults.length === 0) return;
  const placed = faults.map(({ path, sentence }) => ({
    line: lines(path),
    path: pathText(path),
    message: sentence,
  }));
  throw new StateFault(placed.toSorted((one, other) => one.line - other.line));
}
