import { adminKeyPattern } from '../api/admin-keys/key.ts';
import { isIpRange } from './ip-address.ts';
import { choice, integer, list, type Setting, text, yesNo } from './setting.ts';

const databaseUrl = {
  test: (text: string) =>
    /^(:memory:$|file:.)/.test(text) || (/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)),
};
const webUrl = {
  test: (text: string) => /^https?:\/\/[^/?#\s@]+(\/[^#\s]*)?$/.test(text) && URL.canParse(text),
};
const geo = /^(?!unrestricted$)[a-z][a-z0-9_-]{0,31}$/;
const day = 86_400_000;

/** All settings of a server. Their flags are `--kebab-case`, their environment variables `WORKSPACED_UPPER_CASE`. */
export const settings = {
  host: text('127.0.0.1', /^\S+$/, 'a host name or an address', 'Address to listen on.'),
  port: integer(4010, 0, 65_535, 'Port to listen on; 0 picks a free one.'),
  database: text(
    'file:./.workspaced/workspaced.db',
    databaseUrl,
    'file:PATH, :memory: or postgres://…',
    'Database URL: file:PATH, :memory: or postgres://…',
    { alias: 'DATABASE_URL' },
  ),
  adminKey: text(
    undefined,
    adminKeyPattern,
    'sk-ant-admin01- and at least 43 letters, digits, _ or -',
    'Admin key of the first organization; generated if not set.',
    { secret: true },
  ),
  adminKeyFile: text(
    undefined,
    /./,
    'a path',
    'File that holds the admin key of the first organization; used even if WORKSPACED_ADMIN_KEY is set.',
  ),
  organizationName: text(
    'My organization',
    /^.{1,100}$/u,
    '1 to 100 characters',
    'Name of the first organization.',
  ),

  workspaceLimit: integer(100, 0, 1e9, 'Default limit of active workspaces per organization.'),
  workspaceMemberLimit: integer(0, 0, 1e9, 'Limit of members per workspace; 0 means none.'),
  orgApiKeyLimit: integer(0, 0, 1e9, 'Limit of active API keys per organization; 0 means none.'),
  workspaceApiKeyLimit: integer(0, 0, 1e9, 'Limit of active API keys per workspace; 0 means none.'),
  maxKeyLifetime: integer(
    0,
    0,
    36_500,
    'Maximum lifetime of new API keys in days, which is also the default; 0 means none.',
  ),
  workspaceGeos: list(
    ['us'],
    geo,
    'names of regions',
    'Allowed values of workspace_geo; the first is the default.',
  ),
  inferenceGeos: list(
    ['global', 'us'],
    geo,
    'names of regions',
    'Allowed inference geos; the first is the default.',
  ),
  nameMaxLength: integer(40, 1, 255, 'Maximum length of a workspace name, in characters.'),
  maxTags: integer(50, 0, 1000, 'Maximum number of tags per workspace.'),
  tagKeyMaxLength: integer(128, 1, 1024, 'Maximum length of a tag key, in characters.'),
  tagValueMaxLength: integer(256, 0, 4096, 'Maximum length of a tag value, in characters.'),
  tagsMaxBytes: integer(
    131_072,
    1024,
    10_485_760,
    'Maximum size of all tags of a workspace as JSON, in bytes.',
  ),
  pageMaxBytes: integer(
    4_194_304,
    65_536,
    104_857_600,
    'Maximum size of a list page, in bytes; a larger one is cut to fewer items.',
  ),
  idempotencyMaxBytes: integer(
    67_108_864,
    65_536,
    2_000_000_000,
    'Maximum size of the responses stored for Idempotency-Key per organization, in bytes.',
  ),
  inviteLifetime: integer(21, 1, 3650, 'How long an invite can be accepted, in days.'),
  memberLimit: integer(0, 0, 1e9, 'Limit of users and pending invites per organization; 0 means none.'),
  emailDomains: list(
    [],
    /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i,
    'domains such as example.com',
    'Domains of email addresses that can be invited; any if not set.',
  ),
  inviteWebhook: text(
    undefined,
    webUrl,
    'an http:// or https:// URL without a password',
    'URL that new invites are posted to with their tokens, to be mailed.',
    { secretPath: true },
  ),
  publicUrl: text(
    undefined,
    webUrl,
    'an http:// or https:// URL without a password',
    'URL at which people reach this server, for links in invites.',
  ),

  requireVersion: yesNo(false, 'Require the anthropic-version header.'),
  safeReplays: yesNo(true, 'Recognise retries of a create within 60 seconds, to avoid duplicates.'),
  rateLimit: integer(
    0,
    0,
    1e9,
    'Rate limit in requests per minute, per organization and server; 0 means none.',
  ),
  activityRetention: integer(
    2190,
    1,
    36_500,
    'How long activities are kept, in days; older ones are dropped while others are written.',
  ),
  recordReads: yesNo(
    false,
    'Also record who reads users, members, invites, the activity feed and its settings.',
  ),
  trustedProxies: list(
    [],
    { test: isIpRange },
    'IP addresses or ranges such as 10.0.0.0/8',
    'Proxies in front whose X-Forwarded-For tells a client’s address: IP addresses and ranges.',
  ),
  corsOrigins: list(
    [],
    /^https?:\/\/[^/\s,]+$/,
    'origins such as https://console.example.com',
    'Origins allowed by CORS.',
  ),

  sandbox: yesNo(
    false,
    'Offer /x/sandbox: organizations for tests, faults, a clock and a request log; dev does so unless this is false.',
  ),
  sandboxKey: text(
    undefined,
    /^[\x21-\x7e]{16,255}$/,
    '16 to 255 characters without spaces',
    'Key for /x/sandbox from other machines, as a bearer token; without it only this machine may call it.',
    { secret: true },
  ),
  seed: text(
    undefined,
    /./s,
    'a path, - for standard input, or a document',
    'State document that a sandbox starts with: a path, - for standard input, or the document itself.',
  ),
  profile: choice(
    ['none', 'sdk-tests'],
    'What a sandbox starts with; sdk-tests is for the official SDKs’ own tests.',
  ),
  requestLog: choice(['full', 'lean', 'off'], 'Request log of a sandbox; lean is without bodies.'),

  bodyLimit: integer(1_048_576, 1024, 104_857_600, 'Maximum size of a request body, in bytes.'),
  maxHeaderSize: integer(16_384, 1024, 1_048_576, 'Maximum size of request headers, in bytes.'),
  headersTimeout: integer(
    10_000,
    100,
    day,
    'Header timeout in ms: how long a client may take to send the headers.',
  ),
  requestTimeout: integer(
    30_000,
    100,
    day,
    'Request timeout in ms: how long a client may take to send a request.',
  ),
  answerTimeout: integer(
    30_000,
    100,
    day,
    'Response timeout in ms: how long a client may take to read a response.',
  ),
  keepAliveTimeout: integer(
    65_000,
    100,
    day,
    'Keep-alive timeout in ms: how long an idle connection stays open.',
  ),
  maxConnections: integer(
    10_000,
    1,
    1e6,
    'Maximum number of connections; when full, a new one replaces the one idle longest.',
  ),
  inFlightMaxBytes: integer(
    67_108_864,
    1_048_576,
    1e11,
    'Memory limit for large requests and responses in flight, in bytes; half of it per organization.',
  ),
  answerCache: integer(
    33_554_432,
    0,
    1e10,
    'Memory for cached responses and workspaces, in bytes; 0 for none.',
  ),
  shutdownTimeout: integer(
    10_000,
    0,
    day,
    'Shutdown timeout in ms: how long requests in flight may take to finish.',
  ),

  databasePool: integer(10, 1, 1000, 'Size of the PostgreSQL connection pool.'),
  databaseTimeout: integer(5000, 100, day, 'PostgreSQL timeout in ms; after it, requests fail with 503.'),
  databaseStartTimeout: integer(60_000, 0, day, 'PostgreSQL timeout at startup, in ms.'),

  logLevel: choice(['info', 'debug', 'warn', 'error', 'silent'], 'Minimum log level.'),
  logFormat: choice(
    ['auto', 'json', 'pretty'],
    'Log format; auto is pretty on a terminal and JSON elsewhere.',
  ),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;
export type Settings = { readonly [name in SettingName]: ReturnType<(typeof settings)[name]['read']> } & {
  readonly adminKey: string | undefined;
  readonly adminKeyFile: string | undefined;
  readonly sandboxKey: string | undefined;
  readonly seed: string | undefined;
};

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `--port`. Secrets have no flag, because every user of the machine can read flags. */
export const flagOf = (name: SettingName) => `--${kebab(name)}`;
/** `WORKSPACED_PORT` */
export const variableOf = (name: SettingName) =>
  `WORKSPACED_${kebab(name).replaceAll('-', '_').toUpperCase()}`;
