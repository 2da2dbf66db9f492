import { type Static, Type } from 'typebox';
import { map, nullable, orNull, strict, timestamp } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { FoundPage, Page, pageQuery } from '../../contract/page.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import { countsReference } from './reference/counts.ts';
import { createReference } from './reference/create.ts';
import { listReference } from './reference/list.ts';
import { archiveReference, retrieveReference } from './reference/one.ts';
import { searchReference } from './reference/search.ts';
import { summaryReference } from './reference/summary.ts';
import { updateReference } from './reference/update.ts';

const colour = Type.String({ pattern: '^#[0-9A-Fa-f]{6}$', description: 'Hex colour, such as `#6C5BB9`.' });

/** The object that the API returns; every field is always present. */
export const Workspace = Type.Object(
  {
    id: Type.String({ description: 'ID of the workspace: `wrkspc_…`. IDs sort by creation time.' }),
    type: Type.Literal('workspace'),
    name: Type.String({ description: 'Name of the workspace; doesn’t have to be unique.' }),
    created_at: timestamp,
    archived_at: Type.Union([timestamp, Type.Null()], { description: 'Null if the workspace is active.' }),
    display_color: colour,
    data_residency: Type.Object({
      workspace_geo: Type.String({ description: 'Where data is stored; never changes.' }),
      allowed_inference_geos: Type.Union([Type.Literal('unrestricted'), Type.Array(Type.String())], {
        description: 'Where inference may run.',
      }),
      default_inference_geo: Type.String({ description: 'Used when a request doesn’t specify a geo.' }),
    }),
    tags: map(Type.String(), { description: 'Key–value pairs; may be empty.' }),
    external_key_id: Type.Union([Type.String(), Type.Null()], { description: 'Always null on this server.' }),
    compartment_id: Type.String({ format: 'uuid', description: 'Assigned at creation; never changes.' }),
    user_profile_id: Type.Union([Type.String(), Type.Null()], { description: 'Always null on this server.' }),
  },
  { title: 'Workspace', description: 'A workspace. Every field is always present.' },
);
export type Workspace = Static<typeof Workspace>;

const count = (description: string) => Type.Integer({ minimum: 0, description });
const byGeo = Type.Array(Type.Object({ geo: Type.String(), count: Type.Integer({ minimum: 0 }) }), {
  description: 'Active workspaces by geo, in the order of the server’s settings.',
});

/** The number of workspaces, not counting the default workspace (contract, section 8). */
const WorkspaceSummary = Type.Object({
  active: count('Active workspaces.'),
  archived: count('Archived workspaces.'),
  by_workspace_geo: byGeo,
  by_default_inference_geo: byGeo,
  by_day: Type.Array(
    Type.Object({
      date: Type.String({ format: 'date', description: 'A day in UTC.' }),
      created: count('Workspaces created on this day.'),
      archived: count('Workspaces archived on this day.'),
    }),
    { description: 'The latest 400 days on which workspaces were created or archived, oldest first.' },
  ),
});
export type WorkspaceSummary = Static<typeof WorkspaceSummary>;

const countOrNull = (description: string) => orNull(count(description));

const WorkspaceCounts = Type.Object(
  {
    workspace_id: Type.String({ description: 'ID of the workspace.' }),
    members: countOrNull('Users who are listed as its members.'),
    service_accounts: countOrNull('Service accounts that are listed as its members.'),
    api_keys: countOrNull('Active API keys of the workspace.'),
  },
  { title: 'WorkspaceCounts', description: 'What belongs to a workspace; null if the key can’t read it.' },
);
export type WorkspaceCounts = Static<typeof WorkspaceCounts>;

/**
 * The five operations with these limits (contract, section 1), and three extensions (section 8). Fields are in the order
 * of the contract's tables.
 */
export function workspaceOperations(limits: WorkspaceLimits) {
  const name = Type.String({
    minLength: 1,
    maxLength: limits.nameMaxLength,
    description: 'Name of the workspace; doesn’t have to be unique.',
  });
  const oneOf = (geos: readonly string[], description: string) =>
    Type.Unsafe<string>({ type: 'string', enum: geos, default: geos[0], description });
  const workspaceGeo = oneOf(limits.workspaceGeos, 'Where data is stored; never changes.');
  const inferenceGeo = oneOf(
    limits.inferenceGeos,
    'Used when a request doesn’t specify a geo; must be allowed.',
  );
  const inferenceGeos = Type.Union(
    [
      Type.Literal('unrestricted', { 'x-sentence': "must be 'unrestricted' or a list of geos" }),
      Type.Array(Type.Unsafe<string>({ type: 'string', enum: limits.inferenceGeos }), {
        minItems: 1,
        uniqueItems: true,
      }),
      Type.Null(),
    ],
    { default: 'unrestricted', description: 'Where inference may run.' },
  );
  const inference = {
    allowed_inference_geos: Type.Optional(inferenceGeos),
    default_inference_geo: nullable(inferenceGeo),
  };
  const tagNames = {
    type: 'string',
    pattern: '^(?![aA][nN][tT][hH][rR][oO][pP][iI][cC])',
    'x-sentence': "Keys should not begin with 'anthropic'",
    minLength: 1,
  };
  const longest = limits.tagKeyMaxLength;
  const newTagNames = { ...tagNames, maxLength: longest };
  // A tag from before the limit was lowered can still be removed.
  const onlyRemoved = {
    const: null,
    'x-sentence': `String should have at most ${longest} character${longest === 1 ? '' : 's'}`,
  };
  const longTags = { [`^[\\s\\S]{${longest + 1},}$`]: onlyRemoved };
  const tagValue = Type.String({ maxLength: limits.tagValueMaxLength });
  const unavailable = Type.String({
    description: 'Not supported yet: always refused.',
    'x-always-refused': true,
  });
  const beyondAdminKeys = Type.Optional(
    Type.Unsafe<never>({
      not: {},
      description: 'Not available to admin keys: always refused.',
      'x-always-refused': true,
      'x-sentence': 'not available to admin keys',
    }),
  );
  const params = Type.Object({ workspace_id: Type.String({ description: 'ID of the workspace.' }) });
  const collection = '/v1/organizations/workspaces';
  const one = `${collection}/{workspace_id}` as const;
  const listed = {
    ...pageQuery,
    include_archived: Type.Boolean({ default: false, description: 'Include archived workspaces.' }),
    include_default: Type.Boolean({ default: false, description: 'Include the default workspace.' }),
    'ids[]': Type.Array(Type.String(), {
      maxItems: 100,
      default: [],
      description: 'Only workspaces with these IDs; ignored if empty.',
    }),
  };

  return {
    create: {
      id: 'workspaces.create',
      method: 'POST',
      path: collection,
      summary: 'Create a workspace',
      scopes: ['write:workspaces'],
      body: Type.Object(
        {
          name,
          display_color: nullable(colour),
          data_residency: nullable(
            Type.Object({ workspace_geo: nullable(workspaceGeo), ...inference }, strict),
          ),
          tags: nullable(
            map(tagValue, {
              propertyNames: newTagNames,
              maxProperties: limits.maxTags,
              description: 'Key–value pairs.',
            }),
          ),
          external_key_id: nullable(unavailable),
          user_profile_id: nullable(unavailable),
          inference_data_privacy: beyondAdminKeys,
        },
        strict,
      ),
      output: Workspace,
      reference: createReference(limits),
    },
    retrieve: {
      id: 'workspaces.get',
      method: 'GET',
      path: one,
      summary: 'Get a workspace',
      scopes: ['read:workspaces'],
      params,
      output: Workspace,
      reference: retrieveReference(limits),
    },
    list: {
      id: 'workspaces.list',
      method: 'GET',
      path: collection,
      summary: 'List workspaces, newest first',
      scopes: ['read:workspaces'],
      query: Type.Object(listed, strict),
      output: Page(Workspace),
      reference: listReference(limits),
    },
    update: {
      id: 'workspaces.update',
      method: 'POST',
      path: one,
      summary: 'Update a workspace',
      scopes: ['write:workspaces'],
      params,
      body: Type.Object(
        {
          name: Type.Optional(name),
          display_color: Type.Optional(colour),
          data_residency: nullable(Type.Object(inference, strict)),
          tags: nullable(
            map(Type.Union([tagValue, Type.Null()]), {
              propertyNames: tagNames,
              patternProperties: longTags,
              description: 'Tags to set, or to remove with null; others stay.',
            }),
          ),
          external_key_id: Type.Optional(unavailable),
          user_profile_id: Type.Optional(unavailable),
          inference_data_privacy: beyondAdminKeys,
        },
        strict,
      ),
      output: Workspace,
      reference: updateReference(limits),
    },
    archive: {
      id: 'workspaces.archive',
      method: 'POST',
      path: `${one}/archive`,
      summary: 'Archive a workspace permanently',
      scopes: ['write:workspaces'],
      params,
      output: Workspace,
      reference: archiveReference(limits),
    },
    search: {
      id: 'workspaces.search',
      method: 'GET',
      path: '/x/v1/workspaces',
      summary: 'Search workspaces by name, tags and geo, newest first',
      scopes: ['read:workspaces'],
      extension: true,
      query: Type.Object(
        {
          ...listed,
          name: Type.Optional(
            Type.String({ maxLength: 255, description: 'Part of the name, ignoring case.' }),
          ),
          tag: Type.Array(Type.String(), {
            maxItems: 10,
            default: [],
            description: 'A tag as `key` or `key=value`; if repeated, all must match.',
          }),
          geo: Type.Optional(
            Type.String({ maxLength: 32, description: 'Workspace geo or default inference geo.' }),
          ),
        },
        strict,
      ),
      output: FoundPage(Workspace),
      reference: searchReference(limits),
    },
    summary: {
      id: 'workspaces.summary',
      method: 'GET',
      path: '/x/v1/workspaces/summary',
      summary: 'Count workspaces by state, geo and day',
      scopes: ['read:workspaces'],
      extension: true,
      output: WorkspaceSummary,
      reference: summaryReference(limits),
    },
    counts: {
      id: 'workspaces.counts',
      method: 'GET',
      path: '/x/v1/workspaces/counts',
      summary: 'Count what belongs to each of some workspaces',
      scopes: ['read:workspaces'],
      extension: true,
      ofKey: true,
      query: Type.Object(
        {
          'ids[]': Type.Array(Type.String(), {
            minItems: 1,
            maxItems: 100,
            description: 'IDs of the workspaces.',
          }),
        },
        strict,
      ),
      output: Type.Object({ data: Type.Array(WorkspaceCounts) }),
      reference: countsReference,
    },
  } as const satisfies Record<string, Operation>;
}

export type WorkspaceOperations = ReturnType<typeof workspaceOperations>;
