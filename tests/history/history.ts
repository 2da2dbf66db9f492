import type { Page, Workspace } from '../wire/shapes.ts';
import { type Fields, findStuck, type Operation, type Stuck } from './linearizable.ts';

/** When something was asked and when its answer came, by one clock. */
export interface Interval {
  call: number;
  end: number;
}

/** A page that was read, and what was asked for. */
export interface PageRead extends Interval {
  after_id: string | undefined;
  include_archived: boolean;
  page: Page;
}

/** A workspace whose operations have no order, and where they get stuck. */
export interface Violation extends Stuck {
  id: string;
}

const unmade: Fields = { exists: 'no', listed: 'no', name: '', display_color: '', tag: '' };

/** A workspace as the fields of a register; `tag` stands for all of its tags. */
export function fieldsOf({ archived_at, name, display_color, tags }: Workspace): Fields {
  const listed = archived_at === null ? 'yes' : 'no';
  return { exists: 'yes', listed, name, display_color, tag: JSON.stringify(tags) };
}

/** What several clients did and saw: the operations on each workspace, whose existence is part of what it holds. */
export class History {
  readonly #workspaces = new Map<string, Operation[]>();
  readonly #pages: PageRead[] = [];

  /** One operation on one workspace. */
  add(id: string, operation: Operation): void {
    const operations = this.#workspaces.get(id) ?? [];
    operations.push(operation);
    this.#workspaces.set(id, operations);
  }

  /** A page: a read of each workspace that was made at any time and has its place between the page's ends. */
  addPage(read: PageRead): void {
    this.#pages.push(read);
  }

  /** All operations by workspace, with what the pages show of each. */
  operations(): Map<string, Operation[]> {
    const all = new Map([...this.#workspaces].map(([id, operations]) => [id, [...operations]]));
    for (const read of this.#pages) {
      const { call, end } = read;
      const shown = new Map(read.page.data.map((workspace) => [workspace.id, workspace]));
      for (const [id, operations] of all) {
        const workspace = shown.get(id);
        if (workspace !== undefined) operations.push({ call, end, shows: fieldsOf(workspace) });
        else if (spans(read, id)) operations.push({ call, end, shows: absence(read) });
      }
    }
    return all;
  }

  /** The workspaces that no order of their operations explains. */
  violations(): Violation[] {
    return [...this.operations()].flatMap(([id, operations]) => {
      const stuck = findStuck(operations, unmade);
      return stuck === undefined ? [] : [{ id, ...stuck }];
    });
  }
}

/** What a page says of a workspace that it should show and doesn't. */
const absence = ({ include_archived }: PageRead): Fields =>
  include_archived ? { exists: 'no' } : { listed: 'no' };

/** Whether a page would show this workspace: pages go from the newest to the oldest, and ids sort by age. */
function spans({ after_id, page }: PageRead, id: string): boolean {
  const isBehind = after_id === undefined || id < after_id;
  return isBehind && (!page.has_more || (page.last_id !== null && id > page.last_id));
}
