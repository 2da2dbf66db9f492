import type { ReactNode } from 'react';
import type { Settings } from '../../api/types.ts';
import { TextField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { ColorField } from './color-field.tsx';
import { type Draft, repeatedKey } from './draft.ts';
import { ResidencyFields } from './residency-fields.tsx';
import { TagsField } from './tags-field.tsx';

const fields = ['name', 'display_color', 'data_residency', 'tags'];

interface WorkspaceFormProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  settings: Settings;
  /** Whether the workspace exists, so that its geo can’t change any more and it has a colour. */
  exists: boolean;
  /** Whether it is the default workspace, which can’t be renamed. */
  isDefault?: boolean;
  error: Error | null;
  onSubmit: () => void;
  /** Around the fields: what scrolls, and the buttons. */
  frame: (fields: ReactNode) => ReactNode;
}

/** The fields of a workspace. The server validates them; each error is shown at the field it names. */
export function WorkspaceForm(props: WorkspaceFormProps) {
  const { draft, set, settings, exists, isDefault = false, error, onSubmit, frame } = props;
  const submit = () => {
    if (repeatedKey(draft) === undefined) onSubmit();
  };
  return (
    <Form fields={fields} error={error} onSubmit={submit}>
      {frame(
        <>
          <FormFault error={error} fields={fields} />
          <TextField
            name="name"
            label="Name"
            value={draft.name}
            onChange={(name) => set({ name })}
            max={settings.name_max_length}
            fixed={isDefault}
            {...(isDefault && { hint: 'The default workspace can’t be renamed.' })}
          />
          <ColorField value={draft.color} automatic={!exists} onChange={(color) => set({ color })} />
          <ResidencyFields
            value={draft.residency}
            settings={settings}
            geoFixed={exists}
            onChange={(residency) => set({ residency })}
          />
          <TagsField
            lines={draft.tags}
            max={settings.max_tags}
            onChange={(tags) => set({ tags })}
            repeated={repeatedKey(draft)}
          />
        </>,
      )}
    </Form>
  );
}
