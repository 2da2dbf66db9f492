import { Fragment, type ReactNode } from 'react';
import type { Workspace } from '../api/types.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Swatch } from '../components/marks.tsx';
import { RelativeTime } from '../components/relative-time.tsx';
import { navigate } from '../router.tsx';
import { isBlank } from './shown-name.ts';
import { TagList } from './tag-list.tsx';

/** All fields of the object by their names in the API, each with what it is for. */
export function WorkspaceDetails({ workspace }: { workspace: Workspace }) {
  const { data_residency: residency, tags } = workspace;
  const allowed = residency.allowed_inference_geos;
  return (
    <dl className="details card">
      <Field name="name" about="Doesn’t have to be unique.">
        {isBlank(workspace.name) ? <span className="quiet">(blank name)</span> : <bdi>{workspace.name}</bdi>}
      </Field>
      <Field name="id" about="Never changes.">
        <Copied text={workspace.id} label="Copy ID" />
      </Field>
      <Field name="type">
        <code>{workspace.type}</code>
      </Field>
      <Field name="display_color" about="The workspace’s colour in the console.">
        <Swatch color={workspace.display_color} /> <code>{workspace.display_color}</code>
      </Field>
      <Field name="tags" about="Click a tag to filter by it.">
        {Object.keys(tags).length === 0 ? (
          <span className="quiet">none</span>
        ) : (
          <TagList tags={tags} onTag={(tag) => navigate(`/workspaces?${new URLSearchParams({ tag })}`)} />
        )}
      </Field>
      <Field name="data_residency.workspace_geo" about="Where data is stored. Never changes.">
        {residency.workspace_geo}
      </Field>
      <Field name="data_residency.allowed_inference_geos" about="Where inference may run.">
        {allowed === 'unrestricted' ? 'unrestricted' : allowed.join(', ')}
      </Field>
      <Field name="data_residency.default_inference_geo" about="Used when a request doesn’t specify a geo.">
        {residency.default_inference_geo}
      </Field>
      <Field name="created_at">
        <Moment value={workspace.created_at} />
      </Field>
      <Field name="archived_at" about="Archiving can’t be undone.">
        {workspace.archived_at === null ? <Nothing /> : <Moment value={workspace.archived_at} />}
      </Field>
      <Field name="compartment_id" about="The encryption compartment. Never changes.">
        <Copied text={workspace.compartment_id} label="Copy compartment ID" />
      </Field>
      <Field name="external_key_id" about="Your own encryption key. Not supported yet.">
        {workspace.external_key_id ?? <Nothing />}
      </Field>
      <Field name="user_profile_id" about="The attached user profile. Not supported yet.">
        {workspace.user_profile_id ?? <Nothing />}
      </Field>
    </dl>
  );
}

function Field({ name, about, children }: { name: string; about?: string; children: ReactNode }) {
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

/** A long name that may wrap after each `.` and `_`. */
const breakable = (name: string) =>
  name.split(/(?<=[._])/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ));

const Nothing = () => <span className="quiet">null</span>;

function Copied({ text, label }: { text: string; label: string }) {
  return (
    <>
      <code className="breakable">{text}</code> <CopyButton text={text} label={label} />
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
