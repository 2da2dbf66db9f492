import { lacks, type PageRow, type Read } from './page-row.ts';

const write = lacks('write:members');
const writeAccounts = lacks('write:service_accounts');
const writeKeys = lacks('write:api_keys');
const heads = { Invite: write, 'New service account': writeAccounts };
const keyItems = { 'Rename…': writeKeys, 'Deactivate…': writeKeys, 'Archive…': writeKeys };
const withArchived = 'Its workspace is archived, and the key with it.';
const listKeys: Read = { of: 'api_keys.search', label: 'Loading API keys' };
const over = { none: 'who was removed is not there any more' };
const invitesRead: Read[] = [
  { of: 'invites.list', label: 'Loading invites: Pending', parts: 2 },
  { of: 'invites.list', label: 'Loading invites: Accepted and expired', parts: 2 },
];
const accountsRead: Read[] = [{ of: 'service_accounts.list', label: 'Loading service accounts' }];
const beneath = (read: Read): Read => ({ ...read, beneath: true });

/** The pages of people, programs and their keys. */
export const peoplePages: Readonly<Record<string, PageRow>> = {
  '/members': {
    h1: 'Members',
    filled: ['2 users', 'Ada Lovelace', 'alan@example.com'],
    empty: ['No users yet', 'Invite the first person'],
    reads: [{ of: 'users.search', label: 'Loading users' }],
    scopes: ['read:members'],
    refused: {
      buttons: {
        ...heads,
        'Role of Ada Lovelace: Developer': write,
        'Role of Alan Kay: Billing': write,
      },
      menus: { 'Ada Lovelace': { 'Remove…': write } },
    },
    ended: over,
  },
  '/members/invites': {
    h1: 'Members',
    filled: ['grace@example.com', '1 invite', 'Accepted and expired', 'ada@example.com', 'Accepted'],
    empty: ['No pending invites', 'You get a link to pass on to them.'],
    reads: invitesRead,
    scopes: ['read:members'],
    refused: {
      buttons: heads,
      menus: { 'grace@example.com': { 'Copy or resend link…': write, 'Cancel invite…': write } },
    },
    ended: {
      at: () => '/members/invites?status=accepted',
      says: ['ada@example.com'],
      menus: {
        'ada@example.com': {
          'Copy or resend link…': 'The invite was accepted.',
          'Cancel invite…': 'The invite was accepted.',
        },
      },
    },
  },
  '/members/invites/new': {
    h1: 'Members',
    form: 'Invite a person',
    filled: ['Role in the organization', 'grace@example.com'],
    empty: ['Role in the organization', 'No pending invites'],
    reads: invitesRead.map(beneath),
    scopes: ['read:members'],
    refused: { buttons: heads },
    ended: { none: 'a new invite is pending' },
  },
  '/members/service-accounts': {
    h1: 'Members',
    filled: ['deployer', '1 service account', 'Active'],
    empty: ['No active service accounts', 'A service account is an identity for a program.'],
    reads: accountsRead,
    scopes: ['read:service_accounts'],
    refused: {
      buttons: heads,
      menus: { deployer: { 'Edit…': writeAccounts, 'Archive…': writeAccounts } },
    },
    ended: {
      at: () => '/members/service-accounts?archived=true',
      says: ['retired-bot', 'Archived'],
      menus: {
        'retired-bot': {
          'Edit…': 'Archived service accounts are read-only.',
          'Archive…': 'Archived service accounts are read-only.',
        },
      },
    },
  },
  '/members/service-accounts/new': {
    h1: 'Members',
    form: 'New service account',
    filled: ['Create service account', 'deployer'],
    empty: ['Create service account', 'No active service accounts'],
    reads: accountsRead.map(beneath),
    scopes: ['read:service_accounts'],
    refused: { buttons: { ...heads, 'Create service account': writeAccounts } },
    ended: { none: 'a new service account is active' },
  },
  '/members/$id': {
    at: ({ user }) => `/members/${user}`,
    h1: 'Ada Lovelace',
    filled: ['Effective access', 'ada@example.com', 'Nightly evaluation', 'Workspace developer'],
    empty: { none: 'a new organization has no user that it could be of' },
    reads: [
      { of: 'users.get', label: 'Loading user' },
      { of: 'users.access', label: 'Loading access' },
    ],
    scopes: ['read:members'],
    partly: ['Your key can’t see how many there are.'],
    refused: { buttons: { Remove: write, 'Role of Ada Lovelace: Developer': write } },
    ended: over,
  },
  '/api-keys': {
    h1: 'API keys',
    filled: ['batch', '2 API keys', 'Nightly evaluation', 'Active', 'Archived'],
    empty: ['No API keys yet', 'Create your first API key'],
    reads: [listKeys],
    lesser: { 'workspaces.search': null },
    scopes: ['read:api_keys'],
    refused: { buttons: { 'New API key': writeKeys }, menus: { batch: keyItems } },
    ended: {
      at: () => '/api-keys?status=archived',
      says: ['pilot', '1 API key'],
      menus: {
        pilot: { 'Rename…': withArchived, Activate: withArchived, 'Archive…': withArchived },
      },
    },
  },
  '/api-keys/new': {
    h1: 'API keys',
    form: 'New API key',
    filled: ['Create API key', 'batch'],
    empty: ['Create API key', 'No API keys yet'],
    reads: [beneath(listKeys)],
    lesser: { 'workspaces.search': null },
    scopes: ['read:api_keys'],
    partly: [`${lacks('read:workspaces')} Enter the ID.`],
    refused: { buttons: { 'New API key': writeKeys, 'Create API key': writeKeys } },
    ended: { none: 'a new key is active' },
  },
  '/api-keys/$id': {
    at: ({ apiKey }) => `/api-keys/${apiKey}`,
    h1: 'batch',
    filled: ['Valid in', 'Nightly evaluation', 'Active', 'Soon'],
    empty: { none: 'a new organization has no API key that it could be of' },
    reads: [{ of: 'api_keys.get', label: 'Loading API key' }],
    lesser: { 'workspaces.search': null },
    scopes: ['read:api_keys'],
    refused: { buttons: { Rename: writeKeys, Deactivate: writeKeys, Archive: writeKeys } },
    ended: {
      at: ({ archivedKey }) => `/api-keys/${archivedKey}`,
      h1: 'pilot',
      says: [withArchived],
      buttons: { Rename: withArchived, Activate: withArchived, Archive: withArchived },
    },
  },
};
