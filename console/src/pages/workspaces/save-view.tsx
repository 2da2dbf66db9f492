import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../components/dialog/dialog.tsx';
import { TextField } from '../../components/form/fields.tsx';
import { Form } from '../../components/form/form.tsx';
import { toast } from '../../components/toast/toast.ts';
import { useSavedViews } from '../../workspaces/saved-views.ts';
import type { ListView } from '../../workspaces/view.ts';

/** Asks for the name under which the view that is shown is saved. */
export default function SaveView({ view, onClosed }: { view: ListView; onClosed: () => void }) {
  const { views, save } = useSavedViews();
  const [name, setName] = useState('');
  const given = name.trim();
  const isTaken = views.some((each) => each.name === given);
  const submit = (close: () => void) => () => {
    if (given === '') return;
    save(given, view);
    toast({ did: 'Saved view', what: given });
    close();
  };
  return (
    <Dialog shape="box" title="Save this view" onClosed={onClosed}>
      {(close) => (
        <Form fields={[]} error={null} onSubmit={submit(close)}>
          <DialogBody>
            <TextField
              name="name"
              label="Name"
              value={name}
              onChange={setName}
              hint={
                isTaken
                  ? 'Replaces the view of this name.'
                  : 'Stored in this browser. Its link can be shared as it is.'
              }
            />
          </DialogBody>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" look="primary" reason={given === '' ? 'Enter a name.' : undefined}>
              Save view
            </Button>
          </DialogActions>
        </Form>
      )}
    </Dialog>
  );
}
