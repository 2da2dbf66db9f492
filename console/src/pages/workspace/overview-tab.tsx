import { Outlet, useNavigate } from '@tanstack/react-router';
import { Archive } from 'lucide-react';
import { useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';
import { Swatch } from '../../components/badge/badge.tsx';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { Id } from '../../components/id/id.tsx';
import { Moment } from '../../components/relative-time/moment.tsx';
import { lazily } from '../../lazily.tsx';
import { inferenceText } from '../../workspaces/residency-text.ts';
import { isBlank } from '../../workspaces/shown-name.ts';
import { TagList } from '../../workspaces/tag-list.tsx';
import { useDefaultId } from '../../workspaces/use-default-id.ts';
import styles from './overview-tab.module.css';
import { useShownWorkspace } from './shown-workspace.ts';

const ArchiveWorkspace = lazily(() => import('../../workspaces/archive-workspace.tsx'));

/** All members of the object by names for people, and the way to archive it. */
export default function OverviewTab() {
  const workspace = useShownWorkspace();
  return (
    <div className={styles.cards}>
      <Card>
        <Details workspace={workspace} />
      </Card>
      <ArchiveCard workspace={workspace} />
      <Outlet />
    </div>
  );
}

function Details({ workspace }: { workspace: Workspace }) {
  const navigate = useNavigate();
  const { data_residency: residency, tags } = workspace;
  return (
    <Facts>
      <Fact label="Name" wire="name">
        {isBlank(workspace.name) ? <span className="quiet">(blank name)</span> : <bdi>{workspace.name}</bdi>}
      </Fact>
      <Fact label="ID" wire="id">
        <Id id={workspace.id} />
      </Fact>
      <Fact label="Stored in" wire="data_residency.workspace_geo" about="Never changes.">
        {residency.workspace_geo}
      </Fact>
      <Fact label="Inference" wire="data_residency.allowed_inference_geos">
        {inferenceText(residency)}
      </Fact>
      <Fact
        label="Default inference geo"
        wire="data_residency.default_inference_geo"
        about="Used when a request doesn’t specify a geo."
      >
        {residency.default_inference_geo}
      </Fact>
      <Fact label="Tags" wire="tags">
        {Object.keys(tags).length === 0 ? (
          <span className="quiet">none</span>
        ) : (
          <TagList tags={tags} onTag={(tag) => navigate({ to: '/workspaces', search: { tag: [tag] } })} />
        )}
      </Fact>
      <Fact label="Colour" wire="display_color">
        <Swatch color={workspace.display_color} /> <code>{workspace.display_color}</code>
      </Fact>
      <Fact label="Created" wire="created_at">
        <Moment value={workspace.created_at} />
      </Fact>
      {workspace.archived_at !== null && (
        <Fact label="Archived" wire="archived_at">
          <Moment value={workspace.archived_at} />
        </Fact>
      )}
      <Fact label="Compartment" wire="compartment_id" about="The encryption compartment. Never changes.">
        <Id id={workspace.compartment_id} of="the compartment" />
      </Fact>
    </Facts>
  );
}

function ArchiveCard({ workspace }: { workspace: Workspace }) {
  const [asked, setAsked] = useState(false);
  const { defaultId, pending } = useDefaultId([workspace]);
  const mayWrite = useRefusal('POST /v1/organizations/workspaces/{workspace_id}/archive');
  const isDefault = defaultId === workspace.id;
  return (
    <>
      {workspace.archived_at === null && !pending && (
        <Card title="Archive">
          <div className={styles.archive}>
            <p className="quiet">
              {isDefault
                ? 'The default workspace can’t be archived.'
                : 'Makes the workspace read-only and ends its API keys. This can’t be undone.'}
            </p>
            {!isDefault && (
              <Button look="danger" reason={mayWrite} onClick={() => setAsked(true)}>
                <Archive /> Archive workspace
              </Button>
            )}
          </div>
        </Card>
      )}
      {asked && <ArchiveWorkspace workspace={workspace} onClosed={() => setAsked(false)} />}
    </>
  );
}
