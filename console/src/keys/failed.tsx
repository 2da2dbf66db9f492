import { Button } from '../components/button/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../components/dialog/dialog.tsx';
import { Notice, sentenceOf } from '../components/states/states.tsx';

/** Says that something that needed no form was refused, in the server’s words. */
export default function Failed({
  title,
  error,
  onClosed,
}: {
  title: string;
  error: Error;
  onClosed: () => void;
}) {
  return (
    <Dialog shape="box" title={title} onClosed={onClosed} alert>
      {(close) => (
        <>
          <DialogBody>
            <Notice tone="bad">{sentenceOf(error)}</Notice>
          </DialogBody>
          <DialogActions>
            <Button onClick={close}>Close</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
