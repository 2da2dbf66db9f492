import { useStatus } from '../api/queries.ts';
import { createStore, useStore } from '../store.ts';
import { type ListView, readView } from './view.ts';

/** A list that somebody named, in this browser. */
export interface SavedView {
  name: string;
  view: ListView;
}

const prefix = 'workspaced.views:';
/** Counts changes, so that what shows the views reads them again. */
const changes = createStore(0);

/** The saved views of the organization, and ways to change them. */
export function useSavedViews() {
  const { data: status } = useStatus();
  const item = prefix + (status?.organization.id ?? '');
  useStore(changes);
  const views = read(item);
  const write = (next: SavedView[]) => {
    localStorage.setItem(item, JSON.stringify(next));
    changes.set(changes.get() + 1);
  };
  return {
    views,
    /** Replaces a view of the same name. */
    save: (name: string, view: ListView) =>
      write([...views.filter((each) => each.name !== name), { name, view: withoutPage(view) }]),
    remove: (name: string) => write(views.filter((each) => each.name !== name)),
  };
}

/** The view on its first page. */
function withoutPage({ after_id: _after, before_id: _before, ...view }: ListView): ListView {
  return view;
}

/** Whether two views show the same, on any page. */
export const isSameView = (one: ListView, other: ListView): boolean =>
  JSON.stringify(readView({ ...withoutPage(one) })) === JSON.stringify(readView({ ...withoutPage(other) }));

function read(item: string): SavedView[] {
  try {
    const stored = JSON.parse(localStorage.getItem(item) ?? '[]') as {
      name: unknown;
      view: Record<string, unknown>;
    }[];
    return stored.map(({ name, view }) => ({ name: String(name), view: readView(view) }));
  } catch {
    return [];
  }
}
