import { useRefusal, useStatus } from '../../api/queries.ts';
import type { OrganizationStatus } from '../../api/types.ts';
import { useWrite } from '../../api/writes.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import { FormFrame, FormSheet } from '../../components/dialog/form-sheet.tsx';
import { useDraft } from '../../components/form/draft.ts';
import { draftOf, updateBody } from '../../workspaces/form/draft.ts';
import { WorkspaceForm } from '../../workspaces/form/workspace-form.tsx';
import { readOnlyReason } from '../../workspaces/read-only.ts';
import { shownName } from '../../workspaces/shown-name.ts';
import { useDefaultId } from '../../workspaces/use-default-id.ts';
import { useShownWorkspace } from './shown-workspace.ts';

/** The form that changes a workspace, over its overview. */
export default function EditWorkspace() {
  const { data: status } = useStatus();
  return status && <Sheet settings={status.settings} />;
}

function Sheet({ settings }: Pick<OrganizationStatus, 'settings'>) {
  const workspace = useShownWorkspace();
  const { draft, start, set, dirty, clear } = useDraft(`workspaces/${workspace.id}`, () =>
    draftOf(workspace),
  );
  const { defaultId } = useDefaultId([workspace]);
  const mayWrite = useRefusal('POST /v1/organizations/workspaces/{workspace_id}');
  const archived = readOnlyReason(workspace);
  const update = useWrite('POST /v1/organizations/workspaces/{workspace_id}', (saved) => ({
    did: 'Saved',
    what: shownName(saved),
  }));
  const params = { workspace_id: workspace.id };
  const body = updateBody(draft, start);
  return (
    <FormSheet
      title="Edit workspace"
      back={{ to: '/workspaces/$id', params: { id: workspace.id } }}
      dirty={dirty}
      busy={update.isPending}
      onDiscard={clear}
    >
      {(leave, cancel) => {
        const done = () => {
          clear();
          leave();
        };
        const submit = () => {
          if (Object.keys(body).length === 0) done();
          else update.mutate({ params, body }, { onSuccess: done });
        };
        return (
          <WorkspaceForm
            draft={draft}
            set={set}
            settings={settings}
            exists
            isDefault={defaultId === workspace.id}
            error={update.error}
            onSubmit={submit}
            frame={(fields) => (
              <FormFrame
                action="Save changes"
                busy={update.isPending}
                reason={mayWrite ?? archived}
                onCancel={cancel}
              >
                {fields}
                <AsCode
                  label="The same as code"
                  requests={[
                    { route: 'POST /v1/organizations/workspaces/{workspace_id}', input: { params, body } },
                  ]}
                />
              </FormFrame>
            )}
          />
        );
      }}
    </FormSheet>
  );
}
