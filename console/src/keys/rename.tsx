import { type ReactNode, useState } from 'react';
import { Dialog } from '../components/dialog/dialog.tsx';
import { FormFrame } from '../components/dialog/form-sheet.tsx';
import { TextField } from '../components/form/fields.tsx';
import { Form, FormFault } from '../components/form/form.tsx';

interface RenameProps {
  title: string;
  name: string;
  max: number;
  /** Saves another name; what it throws is shown. */
  save: (name: string) => Promise<unknown>;
  /** What is sent, as code. */
  code: (name: string) => ReactNode;
  onClosed: () => void;
}

const fields = ['name'];

/** A small dialog that changes a name. */
export function Rename({ title, name, max, save, code, onClosed }: RenameProps) {
  const [text, setText] = useState(name);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (close: () => void) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      if (text !== name) await save(text);
      close();
    } catch (thrown) {
      setError(thrown as Error);
    }
    setBusy(false);
  };
  return (
    <Dialog shape="box" title={title} onClosed={onClosed}>
      {(close) => (
        <Form fields={fields} error={error} onSubmit={() => submit(close)}>
          <FormFrame action="Rename" busy={busy} onCancel={close}>
            <FormFault error={error} fields={fields} />
            <TextField name="name" label="Name" value={text} onChange={setText} max={max} />
            {code(text)}
          </FormFrame>
        </Form>
      )}
    </Dialog>
  );
}
