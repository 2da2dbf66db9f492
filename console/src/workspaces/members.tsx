import { Fragment, type ReactNode } from 'react';
import type { Workspace } from '../api/types.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Swatch } from '../components/marks.tsx';
import { RelativeTime } from '../components/relative-time.tsx';
import { navigate } from '../router.tsx';
import { isBlank } from './shown-name.ts';
import { TagList } from './tag-list.tsx';

/** All members of the object by their names on the wire, each with what it is for. */
export function Members({ workspace }: { workspace: Workspace }) {
  const { data_residency: residency, tags } = workspace;
  const allowed = residency.allowed_inference_geos;
  return (
    <dl className="members card">
      <Member name="name" about="Need not be unique.">
        {isBlank(workspace.name) ? <span className="quiet">(blank name)</span> : <bdi>{workspace.name}</bdi>}
      </Member>
      <Member name="id" about="Fixed at creation.">
        <Copied text={workspace.id} what="id" />
      </Member>
      <Member name="type">
        <code>{workspace.type}</code>
      </Member>
      <Member name="display_color" about="Marks the workspace in the console.">
        <Swatch color={workspace.display_color} /> <code>{workspace.display_color}</code>
      </Member>
      <Member name="tags" about="Free key–value pairs; press one to see its like.">
        {Object.keys(tags).length === 0 ? (
          <span className="quiet">none</span>
        ) : (
          <TagList tags={tags} onTag={(tag) => navigate(`/workspaces?${new URLSearchParams({ tag })}`)} />
        )}
      </Member>
      <Member name="data_residency.workspace_geo" about="Where its data is stored. Fixed at creation.">
        {residency.workspace_geo}
      </Member>
      <Member name="data_residency.allowed_inference_geos" about="Where requests may be processed.">
        {allowed === 'unrestricted' ? 'unrestricted' : allowed.join(', ')}
      </Member>
      <Member name="data_residency.default_inference_geo" about="Used where a request names no geo.">
        {residency.default_inference_geo}
      </Member>
      <Member name="created_at">
        <Moment value={workspace.created_at} />
      </Member>
      <Member name="archived_at" about="Archiving can’t be undone.">
        {workspace.archived_at === null ? <Nothing /> : <Moment value={workspace.archived_at} />}
      </Member>
      <Member name="compartment_id" about="Names the encryption compartment. Fixed at creation.">
        <Copied text={workspace.compartment_id} what="compartment id" />
      </Member>
      <Member name="external_key_id" about="An encryption key of one’s own: not on this server yet.">
        {workspace.external_key_id ?? <Nothing />}
      </Member>
      <Member name="user_profile_id" about="The user profile attached to it: not on this server yet.">
        {workspace.user_profile_id ?? <Nothing />}
      </Member>
    </dl>
  );
}

function Member({ name, about, children }: { name: string; about?: string; children: ReactNode }) {
  return (
    <div>
      <dt>
        <code>{breakable(name)}</code>
        {about && <span className="quiet">{about}</span>}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A long name that may break where its words end. */
const breakable = (name: string) =>
  name.split(/(?<=[._])/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ));

const Nothing = () => <span className="quiet">null</span>;

function Copied({ text, what }: { text: string; what: string }) {
  return (
    <>
      <code className="breakable">{text}</code> <CopyButton text={text} label={`Copy the ${what}`} />
    </>
  );
}

function Moment({ value }: { value: string }) {
  return (
    <>
      <RelativeTime value={value} /> <code className="quiet breakable">{value}</code>
    </>
  );
}
