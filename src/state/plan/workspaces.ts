import type { Path } from '../../schema/faults.ts';
import type { WorkspaceState } from '../document.ts';
import { generatedNames } from '../identity.ts';
import { ownTags, refTag } from '../ref-tag.ts';
import { planApiKeys } from './api-keys.ts';
import { type Change, changesOf, type Draft, type Place } from './draft.ts';
import { type Match, matchWorkspaces } from './match.ts';
import { planAccountMembers, planMembers } from './members.ts';

/** Plans which workspaces are created, changed and archived, and what is in them. */
export function planWorkspaces(draft: Draft) {
  const { wanted, live } = draft;
  const generated = generatedNames(wanted).map((name): WorkspaceState => ({ ref: name, name }));
  if (wanted.workspaces === undefined && generated.length === 0) return;
  if (live.workspaces === undefined) {
    return draft.fault(['workspaces'], 'workspaces can’t be read with this key');
  }
  const faults = draft.faults.length;
  const matches = matchWorkspaces([...(wanted.workspaces ?? []), ...generated], live.workspaces, draft);
  for (const match of matches) planOne(match, draft);
  // Which workspaces are nobody’s isn’t known while it isn’t known which are whose.
  if (draft.faults.length > faults) return;
  const kept = new Set(matches.map((each) => each.live));
  for (const each of live.workspaces) {
    if (!kept.has(each) && each.archived_at === undefined && !each.default) archive(each, draft);
  }
  checkLimit(live.workspaces, draft);
}

function planOne({ index, wanted, live }: Match, draft: Draft) {
  const path = ['workspaces', index];
  const name = wanted.ref ?? wanted.name;
  if (live === undefined) {
    if (wanted.archived_at === undefined)
      planContents(wanted, undefined, create(wanted, name, path, draft), draft);
    return;
  }
  if (live.default && !wanted.default) {
    return draft.fault(path, 'it is the default workspace: add default: true');
  }
  if (live.archived_at !== undefined) {
    if (wanted.archived_at === undefined) {
      const remedy = wanted.id === undefined ? ': give it another ref to create a new one' : '';
      draft.fault(path, `${live.name} (${live.id}) is archived, which can’t be undone${remedy}`);
    }
    return;
  }
  if (wanted.archived_at !== undefined) return archive(live, draft);
  update(wanted, live, name, path, draft);
  planContents(wanted, live, { id: live.id ?? '', name, path }, draft);
}

function create(wanted: WorkspaceState, name: string, path: Path, draft: Draft): Place {
  const { display_color, data_residency, ref } = wanted;
  const tags = { ...ownTags(wanted.tags ?? {}), ...(ref !== undefined && { [refTag]: ref }) };
  const makes = path.join('/');
  draft.changes.push({
    verb: 'create',
    object: 'workspace',
    identity: name,
    changes: [
      ...changesOf({ name: wanted.name, display_color }, {}),
      ...changesOf(data_residency ?? {}, {}, 'data_residency.'),
      ...changesOf(tags, {}, 'tags.'),
    ],
    request: {
      operation: 'workspaces.create',
      body: { name: wanted.name, display_color, data_residency, tags },
    },
    makes,
  });
  return { id: { made: makes }, name, path };
}

function update(wanted: WorkspaceState, live: WorkspaceState, identity: string, path: Path, draft: Draft) {
  const { workspace_geo, ...inference } = wanted.data_residency ?? {};
  if (changesOf({ workspace_geo }, live.data_residency ?? {}).length > 0) {
    const message = `it is ${live.data_residency?.workspace_geo}, and never changes`;
    draft.fault([...path, 'data_residency', 'workspace_geo'], message);
  }
  if (wanted.default && wanted.name !== live.name) {
    draft.fault([...path, 'name'], `the default workspace is called ${live.name}, and can’t be renamed`);
  }
  const own = changesOf({ name: wanted.name, display_color: wanted.display_color }, live);
  const residency = changesOf(inference, live.data_residency ?? {});
  const tags = tagChanges(wanted, live);
  const body = {
    ...bodyOf(own),
    ...(residency.length > 0 && { data_residency: bodyOf(residency) }),
    ...(tags.length > 0 && { tags: bodyOf(tags) }),
  };
  draft.update({
    object: 'workspace',
    identity,
    changes: [
      ...own,
      ...residency.map((change) => ({ ...change, member: `data_residency.${change.member}` })),
      ...tags.map((change) => ({ ...change, member: `tags.${change.member}` })),
    ],
    request: { operation: 'workspaces.update', params: { workspace_id: live.id ?? '' }, body },
  });
}

/** An absent value is null: so the API removes a tag. */
const bodyOf = (changes: readonly Change[]) =>
  Object.fromEntries(changes.map(({ member, to }) => [member, to ?? null]));

/** The tags that differ, those to remove, and the ref of a workspace that is found by its name. */
function tagChanges({ id, default: isDefault, ref, tags }: WorkspaceState, live: WorkspaceState): Change[] {
  const adopted = id === undefined && !isDefault ? { [refTag]: ref } : {};
  const changes = changesOf(adopted, { [refTag]: live.ref });
  if (tags === undefined) return changes;
  const [wanted, present] = [ownTags(tags), live.tags ?? {}];
  const gone = Object.keys(present).filter((key) => !Object.hasOwn(wanted, key));
  return [
    ...changesOf(wanted, present),
    ...gone.map((member) => ({ member, from: present[member], to: undefined })),
    ...changes,
  ];
}

function planContents(wanted: WorkspaceState, live: WorkspaceState | undefined, place: Place, draft: Draft) {
  const empty = { members: [], service_accounts: [], api_keys: [] };
  const present = live?.default ? { ...live, members: [] } : (live ?? empty);
  planMembers(wanted.members, present.members, place, draft);
  planAccountMembers(wanted.service_accounts, present.service_accounts, place, draft);
  const scope = { type: 'workspace', workspace_id: place.id };
  const path = [...place.path, 'api_keys'];
  planApiKeys(wanted.api_keys, present.api_keys, { name: ` in ${place.name}`, scope, path }, draft);
}

function archive({ id = '', name }: WorkspaceState, draft: Draft) {
  const request = { operation: 'workspaces.archive', params: { workspace_id: id } };
  draft.remove({ verb: 'archive', object: 'workspace', identity: `${name} (${id})`, request });
}

function checkLimit(live: readonly WorkspaceState[], { options, changes, removals, faults }: Draft) {
  const { workspaceLimit = Number.POSITIVE_INFINITY } = options;
  const active = live.filter((each) => each.archived_at === undefined && !each.default).length;
  const created = changes.filter((step) => step.verb === 'create' && step.object === 'workspace').length;
  const archived = removals.filter((step) => step.object === 'workspace').length;
  if (created === 0 || active - archived + created <= workspaceLimit) return;
  const sentence = `${created} more would exceed the limit of ${workspaceLimit} active workspaces (${active} now)`;
  faults.push({ path: ['workspaces'], sentence });
}
