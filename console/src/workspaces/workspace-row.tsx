import type { Workspace } from '../api/types.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { inferenceText, Status, Swatch } from '../components/marks.tsx';
import { RelativeTime } from '../components/relative-time.tsx';
import { Link } from '../router.tsx';
import { shownName } from './shown-name.ts';
import { TagList } from './tag-list.tsx';

interface WorkspaceRowProps {
  workspace: Workspace;
  index: number;
  isDefault: boolean;
  measure: (row: HTMLTableRowElement | null) => void;
  onTag: (tag: string) => void;
}

/** One workspace in the table; the whole row opens it. */
export function WorkspaceRow({ workspace, index, isDefault, measure, onTag }: WorkspaceRowProps) {
  const name = shownName(workspace);
  const { id, display_color, data_residency, tags, created_at } = workspace;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      <td className="cell-name">
        <div>
          <Swatch color={display_color} />
          <div>
            <Link to={`/workspaces/${id}`} className="row-link">
              <bdi>{name}</bdi>
            </Link>
            <span className="row-id">
              <code>{id}</code>
              <CopyButton text={id} label={`Copy ID of ${name}`} />
            </span>
          </div>
        </div>
      </td>
      <td className="cell-geos" data-label="Geos">
        <span>{data_residency.workspace_geo}</span>
        <span className="quiet">{inferenceText(data_residency)}</span>
      </td>
      <td className="cell-tags" data-label="Tags">
        <TagList tags={tags} limit={3} onTag={onTag} />
      </td>
      <td className="cell-created" data-label="Created">
        <RelativeTime value={created_at} />
      </td>
      <td className="cell-status">
        <Status workspace={workspace} isDefault={isDefault} />
      </td>
    </tr>
  );
}
