import type { RefObject } from 'react';
import { Fault, type FieldFault } from './fault.tsx';

interface NameFieldProps {
  input: RefObject<HTMLInputElement | null>;
  value: string;
  /** In code points, as the server counts. */
  max: number;
  /** Whether this is the default workspace, which can't be renamed. */
  fixed: boolean;
  onChange: (name: string) => void;
  fault: FieldFault | undefined;
}

/** The name with a live count. */
export function NameField({ input, value, max, fixed, onChange, fault }: NameFieldProps) {
  const length = [...value].length;
  const described = ['name-count', fault && 'name-fault', fixed && 'name-fixed'].filter(Boolean).join(' ');
  return (
    <div className="field">
      <div className="field-head">
        <label htmlFor="name">Name</label>
        <span id="name-count" className={length > max ? 'counter over' : 'counter'}>
          <span className="sr-only">Characters: </span>
          {length} / {max}
        </span>
      </div>
      <input
        ref={input}
        id="name"
        className="input"
        autoComplete="off"
        readOnly={fixed}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described}
      />
      {fixed && (
        <p className="hint" id="name-fixed">
          The default workspace can’t be renamed.
        </p>
      )}
      <Fault id="name-fault" fault={fault} />
    </div>
  );
}
