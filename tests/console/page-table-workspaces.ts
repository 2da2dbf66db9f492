import { lacks, type PageRow, type Read } from './page-row.ts';

const readOnly = 'Archived workspaces are read-only.';
const write = lacks('write:workspaces');
const get: Read = { of: 'workspaces.get', label: 'Loading workspace' };
const list: Read = { of: 'workspaces.search', label: 'Loading workspaces' };
const inNew = { none: 'a new organization has no workspace that it could be of' };
const names = {
  'workspaces.search': null,
  'users.get': null,
  'api_keys.get': null,
  'service_accounts.get': null,
  'invites.get': null,
  'admin_keys.list': null,
};
const listRefused = {
  buttons: { 'New workspace': write },
  menus: { 'Nightly evaluation': { Edit: write, 'Archive…': write } },
};

/** The overview and the pages of workspaces. */
export const workspacePages: Readonly<Record<string, PageRow>> = {
  '/': {
    h1: 'Overview',
    filled: ['1 of 100', '1 archived', 'Latest changes', 'Old pilot', 'By geo', 'batch', '400'],
    empty: ['No workspaces yet', 'Create your first workspace', 'First steps', 'Invite a colleague'],
    reads: [{ of: 'workspaces.summary', label: 'Loading overview' }],
    lesser: {
      ...names,
      'activities.list': 'Couldn’t load the latest changes.',
      'api_keys.search': 'Couldn’t load the keys.',
      'users.search': null,
    },
    scopes: ['read:workspaces'],
    partly: [
      'Your key lacks the scope read:compliance_activities or read:org_audit.',
      'Your key lacks the scope read:api_keys.',
    ],
    refused: {},
    ended: { none: 'an organization is never archived' },
  },
  '/workspaces': {
    h1: 'Workspaces',
    filled: ['Nightly evaluation', '1 active workspace', 'env'],
    empty: ['No workspaces yet', 'Create your first workspace'],
    reads: [list],
    lesser: { 'workspaces.counts': null, 'workspaces.summary': null },
    scopes: ['read:workspaces'],
    refused: listRefused,
    ended: {
      at: () => '/workspaces?archived=true',
      says: ['Old pilot', 'Archived'],
      menus: { 'Old pilot': { Edit: readOnly, 'Archive…': readOnly } },
    },
  },
  '/workspaces/new': {
    h1: 'Workspaces',
    form: 'New workspace',
    filled: ['Create workspace', 'Nightly evaluation'],
    empty: ['Create workspace', 'No workspaces yet'],
    reads: [{ ...list, beneath: true }],
    lesser: { 'workspaces.counts': null, 'workspaces.summary': null },
    scopes: ['read:workspaces'],
    refused: { buttons: { 'New workspace': write, 'Create workspace': write } },
    ended: { none: 'a new workspace is active' },
  },
  '/workspaces/$id': {
    at: ({ workspace }) => `/workspaces/${workspace}`,
    h1: 'Nightly evaluation',
    filled: ['Stored in', 'Active', 'env', 'Compartment'],
    empty: inNew,
    reads: [get],
    scopes: ['read:workspaces'],
    refused: { buttons: { Edit: write, 'Archive workspace': write } },
    ended: {
      at: ({ archived }) => `/workspaces/${archived}`,
      h1: 'Old pilot',
      says: ['Archived'],
      buttons: { Edit: readOnly },
    },
  },
  '/workspaces/$id/edit': {
    at: ({ workspace }) => `/workspaces/${workspace}/edit`,
    h1: 'Nightly evaluation',
    form: 'Edit workspace',
    filled: ['Save changes', 'Set at creation.'],
    empty: inNew,
    reads: [get],
    scopes: ['read:workspaces'],
    refused: { buttons: { Edit: write, 'Archive workspace': write, 'Save changes': write } },
    ended: {
      at: ({ archived }) => `/workspaces/${archived}/edit`,
      h1: 'Old pilot',
      says: ['Archived'],
      buttons: { Edit: readOnly, 'Save changes': readOnly },
    },
  },
  '/workspaces/$id/members': {
    at: ({ workspace }) => `/workspaces/${workspace}/members`,
    h1: 'Nightly evaluation',
    filled: ['1 member', 'Ada Lovelace', 'Workspace developer', 'Alan Kay', 'deployer', '1 service account'],
    empty: inNew,
    reads: [
      get,
      { of: 'members.list', label: 'Loading members' },
      { of: 'service_account_members.list', label: 'Loading service accounts' },
    ],
    lesser: { 'users.get': null, 'users.search': null, 'service_accounts.get': null },
    scopes: ['read:workspaces', 'read:members'],
    partly: ['Your key can’t see this', 'read:service_accounts'],
    refused: {
      buttons: {
        Edit: write,
        'Add member': lacks('write:members'),
        'Role of Ada Lovelace: Workspace developer': lacks('write:members'),
        'Add service account': lacks('write:service_accounts'),
      },
      menus: { 'Ada Lovelace': { 'Remove…': lacks('write:members') } },
    },
    ended: {
      at: ({ archived }) => `/workspaces/${archived}/members`,
      h1: 'Old pilot',
      says: [readOnly, 'The API doesn’t list the service accounts of an archived workspace.'],
      buttons: {
        Edit: readOnly,
        'Add member': readOnly,
        'Role of Ada Lovelace: Workspace developer': readOnly,
      },
      menus: { 'Ada Lovelace': { 'Remove…': readOnly } },
    },
  },
  '/workspaces/$id/members/add': {
    at: ({ workspace }) => `/workspaces/${workspace}/members/add`,
    h1: 'Nightly evaluation',
    form: 'Add a member',
    filled: ['Role in this workspace', 'alan@example.com'],
    empty: inNew,
    reads: [
      get,
      {
        of: 'users.search',
        label: 'Loading users…',
        says: 'This error was made by a fault of the sandbox.',
      },
    ],
    lesser: {
      'members.list': 'The server returned an error',
      'service_account_members.list': 'The server returned an error',
      'users.get': null,
      'service_accounts.get': null,
    },
    scopes: ['read:workspaces', 'read:members'],
    refused: {
      buttons: {
        Edit: write,
        'Add member': lacks('write:members'),
        'Role of Ada Lovelace: Workspace developer': lacks('write:members'),
        'Add service account': lacks('write:service_accounts'),
      },
    },
    ended: {
      at: ({ archived }) => `/workspaces/${archived}/members/add`,
      h1: 'Old pilot',
      says: ['Role in this workspace'],
      buttons: {
        Edit: readOnly,
        'Add member': readOnly,
        'Role of Ada Lovelace: Workspace developer': readOnly,
      },
    },
  },
  '/workspaces/$id/api-keys': {
    at: ({ workspace }) => `/workspaces/${workspace}/api-keys`,
    h1: 'Nightly evaluation',
    filled: ['1 API key', 'batch', 'Active'],
    empty: inNew,
    reads: [get, { of: 'api_keys.search', label: 'Loading API keys' }],
    lesser: { 'workspaces.search': null },
    scopes: ['read:workspaces', 'read:api_keys'],
    refused: {
      buttons: { Edit: write, 'New key': lacks('write:api_keys') },
      menus: {
        batch: {
          'Rename…': lacks('write:api_keys'),
          'Deactivate…': lacks('write:api_keys'),
          'Archive…': lacks('write:api_keys'),
        },
      },
    },
    ended: {
      at: ({ archived }) => `/workspaces/${archived}/api-keys`,
      h1: 'Old pilot',
      says: ['pilot', 'Archived'],
      buttons: { Edit: readOnly, 'New key': readOnly },
    },
  },
  '/workspaces/$id/activity': {
    at: ({ workspace }) => `/workspaces/${workspace}/activity`,
    h1: 'Nightly evaluation',
    filled: ['This is everything since the workspace was created', 'Today', 'created'],
    empty: inNew,
    reads: [get, { of: 'activities.list', label: 'Loading activity' }],
    lesser: names,
    scopes: ['read:workspaces', 'read:compliance_activities'],
    refused: { buttons: { Edit: write } },
    ended: {
      at: ({ archived }) => `/workspaces/${archived}/activity`,
      h1: 'Old pilot',
      says: ['archived', 'This is everything since the workspace was created'],
      buttons: { Edit: readOnly },
    },
  },
  '/workspaces/$id/code': {
    at: ({ workspace }) => `/workspaces/${workspace}/code`,
    h1: 'Nightly evaluation',
    filled: ['compartment_id'],
    empty: inNew,
    reads: [get],
    scopes: ['read:workspaces'],
    refused: { buttons: { Edit: write } },
    ended: {
      at: ({ archived }) => `/workspaces/${archived}/code`,
      h1: 'Old pilot',
      says: ['archived_at'],
      buttons: { Edit: readOnly },
    },
  },
};
