import { Plus, X } from 'lucide-react';
import { useRef } from 'react';
import type { TagLine } from './draft.ts';
import { Fault, type FieldFault } from './fault.tsx';

interface TagsFieldProps {
  lines: TagLine[];
  onChange: (lines: TagLine[]) => void;
  fault: FieldFault | undefined;
  /** The key that the fault is about; without it, the fault is about them all. */
  faulty: string | undefined;
}

/** Tags as lines of key and value; empty lines are ignored. */
export function TagsField({ lines, onChange, fault, faulty }: TagsFieldProps) {
  const box = useRef<HTMLFieldSetElement>(null);
  const focusLast = () =>
    requestAnimationFrame(() =>
      [...(box.current?.querySelectorAll<HTMLElement>('.tag-key, .add') ?? [])].at(-2)?.focus(),
    );
  const add = () => {
    onChange([...lines, { line: (lines.at(-1)?.line ?? -1) + 1, key: '', value: '' }]);
    focusLast();
  };
  const edit = (line: number, change: Partial<TagLine>) =>
    onChange(lines.map((tag) => (tag.line === line ? { ...tag, ...change } : tag)));
  const remove = (line: number) => {
    onChange(lines.filter((tag) => tag.line !== line));
    box.current?.querySelector<HTMLElement>('.add')?.focus();
  };
  return (
    <fieldset ref={box} className="field" aria-describedby={fault ? 'tags-fault' : undefined}>
      <legend>Tags</legend>
      {lines.map(({ line, key, value }, index) => (
        <div className="tag-line" key={line}>
          <input
            className="input tag-key"
            aria-label={`Key of tag ${index + 1}`}
            placeholder="key"
            autoComplete="off"
            spellCheck={false}
            value={key}
            onChange={(event) => edit(line, { key: event.target.value })}
            aria-invalid={fault && key === (faulty ?? key) ? true : undefined}
          />
          <input
            className="input"
            aria-label={`Value of tag ${index + 1}`}
            placeholder="value"
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => edit(line, { value: event.target.value })}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove tag ${key || index + 1}`}
            onClick={() => remove(line)}
          >
            <X />
          </button>
        </div>
      ))}
      <Fault id="tags-fault" fault={fault} />
      <button type="button" className="button add" onClick={add}>
        <Plus /> Add a tag
      </button>
    </fieldset>
  );
}
