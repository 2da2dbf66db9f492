import { Archive, Pencil, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Badge, Swatch } from '../../components/badge/badge.tsx';
import { Button, IconButton } from '../../components/button/button.tsx';
import { CopyButton } from '../../components/copy/copy-button.tsx';
import { Chip } from '../../components/filters/filters.tsx';
import { Id } from '../../components/id/id.tsx';
import { Menu } from '../../components/menu/menu.tsx';
import { Switch } from '../../components/switch/switch.tsx';
import { Family, Specimen } from './specimen.tsx';

const nothing = () => {};

/** Buttons, menus, badges and other small things. */
export function Actions() {
  const [on, setOn] = useState(true);
  return (
    <Family name="Actions">
      <Specimen name="Button">
        <Button look="primary">
          <Plus /> Primary
        </Button>
        <Button>
          <Pencil /> Plain
        </Button>
        <Button look="quiet">Quiet</Button>
        <Button look="danger">
          <Archive /> Danger
        </Button>
        <Button look="danger-primary">Archive workspace</Button>
        <Button look="primary" busy>
          Busy
        </Button>
        <Button reason="Your key lacks the scope write:workspaces.">With a reason</Button>
        <Button size="small">Small</Button>
        <Button size="large">Large</Button>
      </Specimen>
      <Specimen name="Icon button">
        <IconButton label="Close">
          <X />
        </IconButton>
        <IconButton label="Close" small>
          <X />
        </IconButton>
        <CopyButton text="copied" label="Copy" />
        <Id id="wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ" />
      </Specimen>
      <Specimen name="Menu">
        <Menu
          trigger={<Button>Open menu</Button>}
          groups={[
            [
              { label: 'Edit', icon: <Pencil />, run: nothing },
              { label: 'Not now', reason: 'Archived workspaces are read-only.', run: nothing },
            ],
            [{ label: 'A choice', on, run: () => setOn(!on) }],
            [{ label: 'Archive…', icon: <Archive />, danger: true, run: nothing }],
          ]}
        />
      </Specimen>
      <Specimen name="Badge">
        <Badge>Archived</Badge>
        <Badge tone="good">Active</Badge>
        <Badge tone="warn">Expires soon</Badge>
        <Badge tone="bad">Expired</Badge>
        <Badge tone="info">Pending</Badge>
        <Badge tone="accent">Default</Badge>
      </Specimen>
      <Specimen name="Swatch">
        <Swatch color="#6C5BB9" />
        <Swatch color="#FFFFFF" />
        <Swatch color="#000000" large />
        <Swatch color="#FFFFFF" large />
      </Specimen>
      <Specimen name="Filter">
        <Chip text="env=prod" onRemove={nothing} />
        <Switch label="Archived" on={on} onChange={setOn} />
        <Switch label="Default" on={!on} onChange={(next) => setOn(!next)} />
      </Specimen>
    </Family>
  );
}
