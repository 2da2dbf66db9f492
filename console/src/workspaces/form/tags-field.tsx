import { Plus, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import { Button, IconButton } from '../../components/button/button.tsx';
import { useFault } from '../../components/form/faults.ts';
import { FieldSet } from '../../components/form/fields.tsx';
import type { TagLine } from './draft.ts';
import { pastedTags } from './pasted-tags.ts';
import styles from './tags-field.module.css';

interface TagsFieldProps {
  lines: TagLine[];
  /** How many a workspace may have. */
  max: number;
  onChange: (lines: TagLine[]) => void;
  /** A key that is on two lines. */
  repeated: string | undefined;
}

/** Tags as lines of key and value; empty lines are ignored. Enter begins the next line; `a=b` can be pasted, in many lines too. */
export function TagsField({ lines, max, onChange, repeated }: TagsFieldProps) {
  const box = useRef<HTMLDivElement>(null);
  const fault = useFault('tags');
  const focusKey = (at: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll<HTMLElement>('[data-tag-key]')[at]?.focus());
  const next = (lines.at(-1)?.line ?? -1) + 1;
  const add = () => {
    onChange([...lines, { line: next, key: '', value: '' }]);
    focusKey(lines.length);
  };
  const edit = (line: number, change: Partial<TagLine>) =>
    onChange(lines.map((tag) => (tag.line === line ? { ...tag, ...change } : tag)));
  const remove = (line: number) => {
    onChange(lines.filter((tag) => tag.line !== line));
    box.current?.querySelector<HTMLElement>('[data-add]')?.focus();
  };
  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (index === lines.length - 1) add();
    else focusKey(index + 1);
  };
  const onPaste = (index: number) => (event: ClipboardEvent) => {
    const pasted = pastedTags(event.clipboardData.getData('text'));
    if (pasted.length === 0) return;
    event.preventDefault();
    const made = pasted.map((tag, offset) => ({ ...tag, line: next + offset }));
    onChange([...lines.slice(0, index), ...made, ...lines.slice(index + 1)]);
    focusKey(index + made.length - 1);
  };
  const isFaulty = (key: string) => key === repeated || (fault && key === (fault.inside ?? key));
  const used = lines.filter(({ key, value }) => key !== '' || value !== '').length;
  return (
    <FieldSet name="tags" label="Tags" hint={`${used} of ${max}. Paste lines of key=value to add several.`}>
      <div ref={box} className={styles.lines}>
        {lines.map(({ line, key, value }, index) => (
          <div className={styles.line} key={line}>
            <input
              data-tag-key
              aria-label={`Key of tag ${index + 1}`}
              placeholder="key"
              autoComplete="off"
              spellCheck={false}
              value={key}
              onChange={(event) => edit(line, { key: event.target.value })}
              onKeyDown={onKeyDown(index)}
              onPaste={onPaste(index)}
              aria-invalid={isFaulty(key) ? true : undefined}
            />
            <input
              aria-label={`Value of tag ${index + 1}`}
              placeholder="value"
              autoComplete="off"
              spellCheck={false}
              value={value}
              onChange={(event) => edit(line, { value: event.target.value })}
              onKeyDown={onKeyDown(index)}
            />
            <IconButton label={`Remove tag ${key || index + 1}`} onClick={() => remove(line)}>
              <X />
            </IconButton>
          </div>
        ))}
        {repeated !== undefined && (
          <p className={styles.fault} role="alert">
            Duplicate key “{repeated}”.
          </p>
        )}
        <div>
          <Button data-add size="small" onClick={add}>
            <Plus /> Add a tag
          </Button>
        </div>
      </div>
    </FieldSet>
  );
}
