import { type Static, type TProperties, Type } from 'typebox';
import { workspaceRoles } from '../api/members/contract.ts';
import { roles } from '../api/users/contract.ts';
import { emailPattern, longestEmail } from '../contract/email.ts';
import { Fault } from '../contract/fault.ts';
import { map, nullable, oneOf, strict } from '../contract/fields.ts';
import { scopes } from '../contract/scopes.ts';

const optional = Type.Optional;
const uuidPattern = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
const object = <P extends TProperties>(properties: P, description: string) =>
  Type.Object(properties, { ...strict, description });
const list = <T extends TProperties>(of: T, description: string, what: string) =>
  optional(Type.Array(object(of, what), { description }));

const id = optional(
  Type.String({
    pattern: '^[\\x21-\\x7e]{1,255}$',
    description: 'ID; only in a sandbox, and where the document was exported from.',
  }),
);
const ref = optional(
  Type.String({
    pattern: '^[A-Za-z0-9_.-]{1,100}$',
    description:
      'A handle of your own, which the API never shows. It identifies the object if there is no id.',
  }),
);
const pinned = optional(
  Type.Boolean({ description: 'Writes are validated and answered, but not kept. Only in a sandbox.' }),
);
const uuid = (description: string) =>
  optional(
    Type.String({ pattern: uuidPattern, 'x-sentence': 'Input should be a UUID in lower case', description }),
  );
const time = (description: string) => optional(Type.String({ format: 'date-time', description }));
const email = Type.String({ maxLength: longestEmail, pattern: emailPattern, description: 'Email address.' });
const user = Type.String({ description: 'The user’s email address, ref or ID.' });
const creator = optional(
  Type.String({
    description: 'The user who did it: email address or ref, or any ID, such as of one who has left.',
  }),
);
const account = Type.String({ description: 'The service account’s name, ref or ID.' });
const workspaceRole = oneOf(workspaceRoles, { description: 'Role in the workspace.' });
/** What a literal key may be: printable, and without spaces, so that it can be sent in a header. */
export const secretPattern = '^[\\x21-\\x7e]{1,255}$';
const secret = (whose: string) => ({
  key: optional(
    Type.String({ pattern: secretPattern, description: `The ${whose} itself; only in a sandbox.` }),
  ),
  key_env: optional(
    Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$', description: `Variable that holds the ${whose}.` }),
  ),
});

const apiKey = {
  ref,
  id,
  name: Type.String({ minLength: 1, maxLength: 500 }),
  status: optional(oneOf(['active', 'inactive', 'archived'], { description: 'Active by default.' })),
  user: optional(Type.String({ description: 'The user that the key acts as: email address, ref or ID.' })),
  service_account: optional(
    Type.String({ description: 'The service account that the key acts as: name, ref or ID.' }),
  ),
  created_at: time('When it was created.'),
  created_by: creator,
  expires_at: time('When it expires; never if absent.'),
  partial_key_hint: optional(Type.String({ description: 'The beginning and the end of the key.' })),
  ...secret('API key'),
  pinned,
};

const workspace = {
  ref,
  id,
  name: Type.String({ minLength: 1 }),
  default: optional(
    Type.Boolean({ description: 'True for the default workspace, which every organization has.' }),
  ),
  created_at: time('When it was created.'),
  archived_at: time('When it was archived; it is active if absent.'),
  display_color: optional(Type.String({ pattern: '^#[0-9A-Fa-f]{6}$', description: 'Such as `#6C5BB9`.' })),
  data_residency: optional(
    object(
      {
        workspace_geo: optional(Type.String()),
        allowed_inference_geos: optional(
          Type.Union([Type.Literal('unrestricted'), Type.Array(Type.String(), { minItems: 1 })]),
        ),
        default_inference_geo: optional(Type.String()),
      },
      'Where data is stored, and where inference may run.',
    ),
  ),
  tags: optional(map(Type.String(), { description: 'Key–value pairs.' })),
  compartment_id: uuid('Assigned at creation; never changes.'),
  members: list({ user, workspace_role: workspaceRole }, 'Its members.', 'A user’s role in a workspace.'),
  service_accounts: list(
    {
      service_account: account,
      workspace_role: workspaceRole,
      created_at: time('When it was added.'),
      created_by: creator,
    },
    'The service accounts in it.',
    'A service account’s role in a workspace.',
  ),
  api_keys: list(apiKey, 'Its API keys.', 'An API key.'),
  pinned,
};

const organization = {
  ref,
  id: uuid('ID of the organization; only in a sandbox, and where the document was exported from.'),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  created_at: time('When it was created.'),
  workspace_limit: nullable(
    Type.Integer({
      minimum: 0,
      maximum: 1e9,
      description: 'Limit of active workspaces; null for the server’s.',
    }),
  ),
  admin_keys: list(
    {
      name: Type.String({ minLength: 1, maxLength: 100 }),
      ...secret('admin key'),
      scopes: optional(Type.Array(oneOf(scopes), { description: 'All scopes if empty or absent.' })),
    },
    'Admin keys; they are never exported.',
    'An admin key.',
  ),
  users: list(
    {
      ref,
      id,
      email,
      name: optional(Type.String({ maxLength: 255 })),
      role: optional(oneOf(roles, { description: 'Role in the organization; user by default.' })),
      added_at: time('When the user was added.'),
      pinned,
    },
    'The users.',
    'A user.',
  ),
  invites: list(
    {
      ref,
      id,
      email,
      role: optional(oneOf(roles, { description: 'Role that the person gets; user by default.' })),
      invited_at: time('When the invite was sent.'),
      expires_at: time('When it expires.'),
      accepted_at: time('When it was accepted; pending if absent.'),
      user: optional(Type.String({ description: 'The user that an accepted invite became.' })),
      pinned,
    },
    'The invites.',
    'An invite.',
  ),
  service_accounts: list(
    {
      ref,
      id,
      name: Type.String({ pattern: '^[a-z0-9-]{1,255}$' }),
      description: optional(Type.String({ maxLength: 2000 })),
      organization_role: optional(oneOf(['developer', 'admin'], { description: 'developer by default.' })),
      created_at: time('When it was created.'),
      created_by: creator,
      updated_at: time('When it last changed.'),
      updated_by: creator,
      archived_at: time('When it was archived; it is active if absent.'),
      archived_by: creator,
      pinned,
    },
    'The service accounts.',
    'A service account.',
  ),
  api_keys: list(apiKey, 'API keys of the whole organization.', 'An API key.'),
  workspaces: list(workspace, 'The workspaces.', 'A workspace.'),
  generate: optional(
    object(
      {
        workspaces: Type.Integer({ minimum: 1, maximum: 100_000, description: 'How many.' }),
        name: Type.String({
          pattern: '^[A-Za-z0-9_.-]{0,80}%(0[1-9])?d[A-Za-z0-9_.-]{0,10}$',
          description: 'Name with a number from 1 on in it, such as `ws-%03d`; it is the ref, too.',
        }),
      },
      'Workspaces that differ only in their number.',
    ),
  ),
  clock: time('What the clock of the organization shows from now on. Only in a sandbox.'),
  faults: optional(Type.Array(Fault, { description: 'Faults that wait for requests. Only in a sandbox.' })),
  pinned,
};

/** The members of a document that are times. */
export const timeMembers: readonly string[] = [
  'created_at',
  'updated_at',
  'archived_at',
  'added_at',
  'invited_at',
  'accepted_at',
  'expires_at',
  'clock',
];

/** The sections of an organization that can be exported, in their order. */
export const organizationSections = [
  'users',
  'invites',
  'service_accounts',
  'api_keys',
  'workspaces',
] as const satisfies readonly (keyof typeof organization)[];
export type Section = (typeof organizationSections)[number];

/** One organization of a document. */
export const Organization = object(organization, 'An organization.');

/**
 * The state document `workspaced.state/1`: seed, export, snapshot, import, and the wanted state of plan and apply. A
 * section that is absent isn't managed; one that is empty has nothing in it.
 */
export const StateDocument = Type.Object(
  {
    version: Type.Literal(1),
    organizations: Type.Array(Organization),
  },
  { ...strict, title: 'workspaced.state/1', description: 'The state of organizations.' },
);
export type StateDocument = Static<typeof StateDocument>;
export type OrganizationState = Static<typeof Organization>;
export type WorkspaceState = NonNullable<OrganizationState['workspaces']>[number];
export type UserState = NonNullable<OrganizationState['users']>[number];
export type InviteState = NonNullable<OrganizationState['invites']>[number];
export type ServiceAccountState = NonNullable<OrganizationState['service_accounts']>[number];
export type ApiKeyState = NonNullable<OrganizationState['api_keys']>[number];
