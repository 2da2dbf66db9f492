import { useSearch } from '@tanstack/react-router';
import { useRefusal, useStatus } from '../../api/queries.ts';
import type { OrganizationStatus } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { FormFrame, FormSheet } from '../../components/dialog/form-sheet.tsx';
import { useDraft } from '../../components/form/draft.ts';
import { createBody, emptyDraft } from '../../workspaces/form/draft.ts';
import { LimitNotice } from '../../workspaces/form/limit-notice.tsx';
import { WorkspaceForm } from '../../workspaces/form/workspace-form.tsx';
import { shownName } from '../../workspaces/shown-name.ts';

/** The form that creates a workspace. */
export default function NewWorkspace() {
  const { data: status } = useStatus();
  return status && <Sheet settings={status.settings} />;
}

function Sheet({ settings }: Pick<OrganizationStatus, 'settings'>) {
  const view = useSearch({ from: '/inside/workspaces' });
  const { draft, set, dirty, clear } = useDraft('workspaces/new', () => emptyDraft(settings));
  const reason = useRefusal('POST /v1/organizations/workspaces');
  const create = useWrite('POST /v1/organizations/workspaces', (made) => ({
    did: 'Created',
    what: shownName(made),
    to: { to: '/workspaces/$id', params: { id: made.id } },
  }));
  const body = createBody(draft, settings);
  return (
    <FormSheet
      title="New workspace"
      back={{ to: '/workspaces', search: view }}
      dirty={dirty}
      busy={create.isPending}
      onDiscard={clear}
    >
      {(leave, cancel) => (
        <WorkspaceForm
          draft={draft}
          set={set}
          settings={settings}
          exists={false}
          error={create.error}
          onSubmit={() =>
            create.mutate(
              { body },
              {
                onSuccess() {
                  clear();
                  leave();
                },
              },
            )
          }
          frame={(fields) => (
            <FormFrame action="Create workspace" busy={create.isPending} reason={reason} onCancel={cancel}>
              <LimitNotice />
              {fields}
              <AsCode
                label="The same as code"
                requests={[{ route: 'POST /v1/organizations/workspaces', input: { body } }]}
              />
            </FormFrame>
          )}
        />
      )}
    </FormSheet>
  );
}
