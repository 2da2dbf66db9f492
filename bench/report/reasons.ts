const keptRead =
  'besides Node’s own 13 µs, a cached response takes time for its log line (2–3 µs), its request ID and four more headers (2), and for reading the key and finding the response among 10,000 (2). Single processes of the same build differ by a fifth';

const secretCreate =
  'half of it are the statements and the commit: the object with its indexes, two of them at random places (by the hash of its secret or address), the note by which retries are recognised, the activity, and look-ups of what it refers to. Each touches pages that the commit writes.';

/** Why a goal isn't met, by the beginning of its name; found in profiles (`node bench/profile.ts`). */
export const reasons: Record<string, string> = {
  'get, 64 connections': keptRead,
  'list of 20, the same page': keptRead,
  'list of 20, walking, each page':
    'such a page isn’t cached. SQLite and V8’s strings take a third of its time, for its 21 rows and the look-up of its cursor; sending it to a client that is asleep by then takes a quarter, two to three times as long as for the ceiling; joining, encoding and garbage take an eighth, and Fastify the rest. After the first walk since the last write, pages are cached.',
  'create, durable':
    'two fifths of it are Node’s own HTTP, which is all that the ceiling does. A third is SQLite: the insert, the activity, the exact count for the limit, the counts by day and geo, their savepoint, and the share of the commit. The rest is Fastify, reading and validating the body, IDs and hashes, the log line and garbage, each less than a twentieth.',
  'members: list of 20': keptRead,
  'API keys: list of 20': keptRead,
  'service accounts: list of 20': keptRead,
  'invites: create': secretCreate,
  'API keys: create': secretCreate,
  'get against the fastest other server':
    '4.0 to 7.3 in full runs on different days: single processes of the same build differ by a fifth',
  'create against one commit': 'on a disk that syncs fast, there is less to save',
  'get on PostgreSQL':
    'the load and the database share a core; if they use all of it, both contenders wait for the same',
};
