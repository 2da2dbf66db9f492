import { adminKeyPattern } from '../organizations/keys.ts';
import { choice, integer, list, type Setting, text, yesNo } from './setting.ts';

const databaseUrl = {
  test: (text: string) =>
    /^(:memory:$|file:.)/.test(text) || (/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)),
};
const geo = /^(?!unrestricted$)[a-z][a-z0-9_-]{0,31}$/;
const day = 86_400_000;

/** Every setting of a server, once: its flag is `--kebab-case`, its environment variable `WORKSPACED_UPPER_CASE`. */
export const settings = {
  host: text('127.0.0.1', /^\S+$/, 'a host name or an address', 'Address to listen on.'),
  port: integer(4010, 0, 65_535, 'Port to listen on; 0 takes a free one.'),
  database: text(
    'file:./.workspaced/workspaced.db',
    databaseUrl,
    'file:PATH, :memory: or postgres://…',
    'Where everything is kept: file:PATH, :memory: or postgres://…',
    { alias: 'DATABASE_URL' },
  ),
  adminKey: text(
    undefined,
    adminKeyPattern,
    'sk-ant-admin01- and at least 43 letters, digits, _ or -',
    'The admin key that the first start makes; one is generated where none is given.',
    { secret: true },
  ),
  adminKeyFile: text(undefined, /./, 'a path', 'A file that holds that admin key.'),
  organizationName: text(
    'My organization',
    /^.{1,100}$/u,
    '1 to 100 characters',
    'Name of the organization that the first start makes.',
  ),

  workspaceLimit: integer(100, 0, 1e9, 'Active workspaces of an organization that has no limit of its own.'),
  workspaceGeos: list(['us'], geo, 'names of regions', 'Values of workspace_geo; the first is the default.'),
  inferenceGeos: list(
    ['global', 'us'],
    geo,
    'names of regions',
    'Values of the inference geos; the first is the default.',
  ),
  nameMaxLength: integer(40, 1, 255, 'Longest name of a workspace, in characters.'),
  maxTags: integer(50, 0, 1000, 'Most tags of a workspace.'),
  tagKeyMaxLength: integer(128, 1, 1024, 'Longest key of a tag, in characters.'),
  tagValueMaxLength: integer(256, 0, 4096, 'Longest value of a tag, in characters.'),
  tagsMaxBytes: integer(131_072, 1024, 10_485_760, 'Most bytes of all tags of a workspace, as JSON.'),
  pageMaxBytes: integer(
    4_194_304,
    65_536,
    104_857_600,
    'Largest page of a list, in bytes; what would be larger has fewer items.',
  ),
  idempotencyMaxBytes: integer(
    67_108_864,
    65_536,
    2_000_000_000,
    'Most bytes of an organization’s answers that are kept for Idempotency-Key.',
  ),
  requireVersion: yesNo(false, 'Refuse requests without an anthropic-version header.'),
  safeReplays: yesNo(true, 'Answer a replayed create with the workspace that it made before.'),
  rateLimit: integer(0, 0, 1e9, 'Requests a minute of each organization on each server; 0: no limit.'),
  corsOrigins: list(
    [],
    /^https?:\/\/[^/\s,]+$/,
    'origins such as https://console.example.com',
    'Origins that browsers may call from.',
  ),

  bodyLimit: integer(1_048_576, 1024, 104_857_600, 'Largest request body, in bytes.'),
  maxHeaderSize: integer(16_384, 1024, 1_048_576, 'Largest head of a request, in bytes.'),
  headersTimeout: integer(10_000, 100, day, 'Longest wait for the head of a request, in ms.'),
  requestTimeout: integer(30_000, 100, day, 'Longest wait for a whole request, in ms.'),
  answerTimeout: integer(30_000, 100, day, 'Longest wait for a client to take a whole answer, in ms.'),
  keepAliveTimeout: integer(65_000, 100, day, 'How long an idle connection is kept, in ms.'),
  maxConnections: integer(
    10_000,
    1,
    1e6,
    'Most connections at once; a new one takes the place of the one that has been silent longest.',
  ),
  inFlightMaxBytes: integer(
    67_108_864,
    1_048_576,
    1e11,
    'Memory for large requests and answers in flight, in bytes; half of it for one organization.',
  ),
  answerCache: integer(33_554_432, 0, 1e10, 'Memory for answers that are kept ready, in bytes.'),
  shutdownTimeout: integer(10_000, 0, day, 'Longest wait for requests in flight at shutdown, in ms.'),

  databasePool: integer(10, 1, 1000, 'Connections to PostgreSQL.'),
  databaseTimeout: integer(5000, 100, day, 'Longest wait for PostgreSQL before 503, in ms.'),
  databaseStartTimeout: integer(60_000, 0, day, 'Longest wait for PostgreSQL at start, in ms.'),

  logLevel: choice(['info', 'debug', 'warn', 'error', 'silent'], 'Least severe log lines that are written.'),
  logFormat: choice(
    ['auto', 'json', 'pretty'],
    'Form of log lines; auto is pretty on a terminal and JSON elsewhere.',
  ),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;
export type Settings = { readonly [name in SettingName]: ReturnType<(typeof settings)[name]['read']> } & {
  readonly adminKey: string | undefined;
  readonly adminKeyFile: string | undefined;
};

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `--port`; a secret has no flag, for flags are seen by every process of the machine. */
export const flagOf = (name: SettingName) => `--${kebab(name)}`;
/** `WORKSPACED_PORT` */
export const variableOf = (name: SettingName) =>
  `WORKSPACED_${kebab(name).replaceAll('-', '_').toUpperCase()}`;
