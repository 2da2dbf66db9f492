import { lacks, type PageRow, type Read } from './page-row.ts';

const status = '/x/v1/organization';
const writeAdmin = lacks('write:admin_keys');
const listAdmin: Read = { of: 'admin_keys.list', label: 'Loading admin keys' };
const alwaysOne = { none: 'there is always the key that is signed in' };
const control = (name: string): string => `/x/sandbox/organizations/*/${name}`;

/** The activity, the sandbox, the settings, and the pages that need no session. */
export const toolPages: Readonly<Record<string, PageRow>> = {
  '/activity': {
    h1: 'Activity',
    filled: ['Today', 'Nightly evaluation', 'batch', 'retired-bot'],
    empty: { none: 'its first entry tells of the key that is signed in; see activity.test.ts' },
    reads: [{ of: 'activities.list', label: 'Loading activity' }],
    lesser: {
      'workspaces.search': null,
      'users.get': null,
      'api_keys.get': null,
      'service_accounts.get': null,
      'invites.get': null,
      'admin_keys.list': null,
    },
    scopes: ['read:compliance_activities'],
    refused: {},
    ended: { none: 'what happened stays' },
  },
  '/requests': {
    h1: 'Requests',
    filled: ['· live', 'Failed requests', 'service_accounts.archive', '400'],
    empty: ['No requests yet', 'Send one with a key of this organization'],
    reads: [
      { of: status, label: 'Loading requests' },
      { of: control('requests'), label: 'Loading requests' },
    ],
    scopes: [],
    refused: {},
    ended: { none: 'the log has no such state' },
  },
  '/sandbox': {
    h1: 'Sandbox',
    filled: ['Go back to', 'before', 'api_keys.introspect', 'Waiting', 'Running', 'This one'],
    empty: ['None yet. A snapshot keeps', 'None. A fault waits', 'Running'],
    reads: [
      { of: status, label: 'Loading sandbox' },
      { of: control('snapshots'), label: 'Loading snapshots' },
      { of: control('faults'), label: 'Loading faults' },
      { of: control('clock'), label: 'Loading clock' },
      { of: '/x/sandbox/organizations', label: 'Loading organizations' },
    ],
    scopes: [],
    refused: {
      buttons: {
        Set: 'Enter a time first.',
        'Open Filled in the console': 'It is the one that you see.',
        'Delete Filled': 'The console is signed in to it.',
      },
    },
    ended: { none: 'a sandbox is never archived' },
  },
  '/settings': {
    h1: 'Settings',
    filled: ['What this server accepts', '1 of 100'],
    empty: ['0 of 100'],
    reads: [{ of: status, label: 'Loading organization' }],
    scopes: [],
    refused: {},
    ended: { none: 'an organization is never archived' },
  },
  '/settings/admin-keys': {
    h1: 'Settings',
    filled: ['admin keys', 'Terraform', 'Lost laptop', 'Disabled'],
    empty: alwaysOne,
    reads: [listAdmin],
    scopes: ['read:admin_keys'],
    refused: {
      buttons: { 'New admin key': writeAdmin },
      menus: {
        Terraform: {
          'Rename…': writeAdmin,
          'Rotate…': writeAdmin,
          'Disable…': writeAdmin,
          'Delete…': writeAdmin,
        },
      },
    },
    ended: {
      at: () => '/settings/admin-keys',
      says: ['Disabled'],
      menus: { 'Lost laptop': { 'Rotate…': 'Only active keys can be rotated.' } },
    },
  },
  '/settings/admin-keys/new': {
    h1: 'Settings',
    form: 'New admin key',
    filled: ['Create admin key', 'Terraform'],
    empty: alwaysOne,
    reads: [{ ...listAdmin, beneath: true }],
    scopes: ['read:admin_keys'],
    partly: ['Your key doesn’t have all scopes.'],
    refused: { buttons: { 'New admin key': writeAdmin, 'Create admin key': writeAdmin } },
    ended: { none: 'a new key is active' },
  },
  '/settings/server': {
    h1: 'Settings',
    filled: ['Base URL', 'Record activities'],
    empty: { none: 'a server is never empty' },
    reads: [
      { of: status, label: 'Loading server' },
      { of: 'compliance_settings.get', label: 'Loading the setting' },
    ],
    scopes: ['read:compliance_activities'],
    refused: { buttons: { 'Record activities': lacks('write:compliance_settings') } },
    ended: { none: 'a server is never archived' },
  },
  '/invite': {
    h1: 'This link is incomplete',
    title: 'Invite',
    filled: ['Open the whole link that you were sent.'],
    empty: { none: 'it is for one person, and knows nothing of an organization; see invite.test.ts' },
    reads: { none: 'it reads nothing before its form is sent' },
    scopes: [],
    refused: {},
    ended: { none: 'what it says of invites that are over is in invite.test.ts' },
  },
  '/components': {
    h1: 'Components',
    filled: ['With a selection', 'Can’t reach the server'],
    empty: { none: 'it shows every component, whatever there is' },
    reads: { none: 'it reads nothing' },
    scopes: [],
    refused: { none: 'it shows buttons that are refused, whatever the key' },
    ended: { none: 'it is of nothing that could be archived' },
  },
  '/$': {
    at: () => '/no/such/page',
    h1: 'Not found',
    filled: ['This page doesn’t exist', 'Check the address for typos.'],
    empty: { none: 'it is the same everywhere' },
    reads: { none: 'it reads nothing' },
    scopes: [],
    refused: {},
    ended: { none: 'it is of nothing that could be archived' },
  },
};
