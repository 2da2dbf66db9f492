import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import type { Workspace } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../components/dialog/dialog.tsx';
import { TextField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { toast } from '../../components/toast/toast.ts';
import { forEach } from './bulk.ts';

interface BulkTagProps {
  workspaces: readonly Workspace[];
  onClosed: () => void;
  onDone: () => void;
}

/** Sets one tag on several workspaces; their other tags stay. */
export default function BulkTag({ workspaces, onClosed, onDone }: BulkTagProps) {
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const count = workspaces.length;
  const save = useMutation({
    mutationFn: () => {
      if (key === '') throw new Error('Enter a key.');
      return forEach(workspaces, ({ id }) =>
        call('POST /v1/organizations/workspaces/{workspace_id}', {
          params: { workspace_id: id },
          body: { tags: { [key]: value } },
        }),
      );
    },
  });
  const submit = (close: () => void) => () =>
    save.mutate(undefined, {
      onSuccess() {
        toast({ did: 'Tagged', what: `${count} ${count === 1 ? 'workspace' : 'workspaces'}` });
        close();
        onDone();
      },
    });
  return (
    <Dialog
      shape="box"
      title={`Add a tag to ${count} ${count === 1 ? 'workspace' : 'workspaces'}`}
      onClosed={onClosed}
    >
      {(close) => (
        <Form fields={[]} error={save.error} onSubmit={submit(close)}>
          <DialogBody>
            <FormFault error={save.error} fields={[]} />
            <TextField
              name="key"
              label="Key"
              value={key}
              onChange={setKey}
              hint="Replaces the value of a tag with this key."
            />
            <TextField name="value" label="Value" value={value} onChange={setValue} />
          </DialogBody>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" look="primary" busy={save.isPending}>
              Add tag
            </Button>
          </DialogActions>
        </Form>
      )}
    </Dialog>
  );
}
