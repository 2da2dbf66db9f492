import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useCreate, useUpdate } from '../api/mutations.ts';
import { useDefaultId } from '../api/queries.ts';
import type { Settings, Workspace } from '../api/types.ts';
import { closeDialog } from '../components/dialog-store.ts';
import { ColorField } from './color-field.tsx';
import { createBody, type Draft, draftOf, emptyDraft, repeatedKey, updateBody } from './draft.ts';
import { faultOf, faultyTag, formFault } from './fault.tsx';
import { FixedFacts } from './fixed-facts.tsx';
import { LimitNotice } from './limit-notice.tsx';
import { NameField } from './name-field.tsx';
import { ResidencyFields } from './residency-fields.tsx';
import { TagsField } from './tags-field.tsx';

interface EditorFormProps {
  workspace: Workspace | undefined;
  settings: Settings;
  nameInput: RefObject<HTMLInputElement | null>;
}

/** The fields of a workspace. The server validates them; each error is shown at the field it names. */
export function EditorForm({ workspace, settings, nameInput }: EditorFormProps) {
  const [draft, setDraft] = useState(() => (workspace ? draftOf(workspace) : emptyDraft(settings)));
  const isDefault = useDefaultId(workspace ? [workspace] : []).defaultId !== undefined;
  const save = useSave(workspace, settings);
  const form = useRef<HTMLFormElement>(null);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  useEffect(() => {
    if (!save.error) return;
    const place = form.current?.querySelector<HTMLElement>('[aria-invalid=true], .form-fault');
    place?.focus();
    place?.scrollIntoView({ block: 'center' });
  }, [save.error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending && repeatedKey(draft) === undefined) save.send(draft);
  };
  const fault = formFault(save.error);
  const repeated = repeatedKey(draft);
  return (
    <form ref={form} className="editor" onSubmit={submit} noValidate>
      <div className="dialog-body">
        {!workspace && <LimitNotice />}
        {fault && (
          <p className="form-fault" role="alert" tabIndex={-1}>
            {fault}
          </p>
        )}
        <NameField
          input={nameInput}
          value={draft.name}
          max={settings.name_max_length}
          fixed={isDefault}
          onChange={(name) => set({ name })}
          fault={faultOf(save.error, 'name')}
        />
        <ColorField
          value={draft.color}
          automatic={!workspace}
          onChange={(color) => set({ color })}
          fault={faultOf(save.error, 'display_color')}
        />
        <ResidencyFields
          value={draft.residency}
          settings={settings}
          geoFixed={workspace !== undefined}
          onChange={(residency) => set({ residency })}
          fault={faultOf(save.error, 'data_residency')}
        />
        <TagsField
          lines={draft.tags}
          onChange={(tags) => set({ tags })}
          faulty={repeated ?? faultyTag(save.error)}
          fault={
            repeated === undefined ? faultOf(save.error, 'tags') : { text: `Duplicate key “${repeated}”.` }
          }
        />
        {workspace && <FixedFacts workspace={workspace} />}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={closeDialog}>
          Cancel
        </button>
        <button type="submit" className="button primary" aria-disabled={save.isPending}>
          {workspace ? 'Save changes' : 'Create workspace'}
        </button>
      </div>
    </form>
  );
}

/** Sends a draft as a create or as an update; an update that changes nothing is not sent. */
function useSave(workspace: Workspace | undefined, settings: Settings) {
  const create = useCreate();
  const update = useUpdate(workspace?.id ?? '');
  const { error, isPending } = workspace ? update : create;
  const send = (draft: Draft) => {
    if (!workspace) return create.mutate(createBody(draft, settings), { onSuccess: closeDialog });
    const body = updateBody(draft, workspace);
    if (Object.keys(body).length === 0) return closeDialog();
    update.mutate(body, { onSuccess: closeDialog });
  };
  return { error, isPending, send };
}
