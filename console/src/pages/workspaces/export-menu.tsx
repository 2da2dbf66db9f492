import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Menu } from '../../components/menu/menu.tsx';
import { sentenceOf } from '../../components/states/states.tsx';
import { toast } from '../../components/toast/toast.ts';
import type { queryOf } from '../../workspaces/view.ts';
import { exportWorkspaces, type Format } from './export.ts';

/** Saves all workspaces that the filters find, on all pages, as a file. */
export function ExportMenu({ query }: { query: ReturnType<typeof queryOf> }) {
  const [busy, setBusy] = useState(false);
  const save = async (format: Format) => {
    setBusy(true);
    await exportWorkspaces(query, format).catch((error) =>
      toast({ did: 'Couldn’t export.', what: sentenceOf(error), failed: true }),
    );
    setBusy(false);
  };
  return (
    <Menu
      trigger={
        <Button size="small" look="quiet" busy={busy}>
          <Download /> {busy ? 'Exporting…' : 'Export'}
        </Button>
      }
      groups={[
        [
          { label: 'CSV', run: () => void save('csv') },
          { label: 'NDJSON', run: () => void save('ndjson') },
        ],
      ]}
    />
  );
}
