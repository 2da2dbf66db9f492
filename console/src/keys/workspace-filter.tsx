import { shownName } from '../workspaces/shown-name.ts';
import styles from './choose.module.css';
import { Choose, type UseFound } from './choose.tsx';
import { useFoundWorkspaces } from './found.ts';
import { useWorkspaces } from './use-rows.ts';

interface WorkspaceFilterProps {
  /** The ID of the workspace, or an empty text for all. */
  id: string;
  onChange: (id: string) => void;
}

const useAny: UseFound = (text) => useFoundWorkspaces(text, true);

/** Limits a list to a workspace, which is found by its name. */
export function WorkspaceFilter({ id, onChange }: WorkspaceFilterProps) {
  const { workspaces } = useWorkspaces([id === '' ? undefined : id]);
  const known = workspaces?.find((each) => each.id === id);
  const label = known === undefined ? id : shownName(known);
  return (
    <Choose
      className={styles.filter}
      aria-label="Workspace"
      placeholder="Any workspace"
      value={id === '' ? null : { id, label }}
      onChoose={(chosen) => onChange(chosen?.id ?? '')}
      useFound={useAny}
      none="No workspaces found."
    />
  );
}
