const keptRead =
  'besides Node’s own 13 µs, a cached response takes time for its log line (2–3 µs), its request ID and four more headers (2), and for reading the key and finding the response among 10,000 (2). Single processes of the same build differ by a fifth';

const secretCreate =
  'half of it are the statements and the commit: the object with its indexes, two of them at random places (by the hash of its secret or address), the note by which retries are recognised, the activity, and look-ups of what it refers to. Each touches pages that the commit writes.';

const ofCreates =
  'two fifths of it are Node’s own HTTP, which is all that the ceiling does. A third is SQLite: the two inserts with their indexes, and the share of the commit and its sync. The rest is Fastify, reading and validating the body, IDs and hashes, the log line and garbage, each less than a twentieth.';

const mixedReads =
  'a read takes two to three times the ceiling’s time, because half of the pages are put together from 20 rows that left the processor’s cache long ago, and a write five times as much. With a tenth of writes, a commit has five to ten of them instead of 64, and its own time is shared by so many.';

/** Why a goal isn't met, by the beginning of its name; found in profiles (`node bench/profile.ts`). */
export const reasons: Record<string, string> = {
  'get, 64 connections': keptRead,
  'list of 20, the same page': keptRead,
  'create, durable': ofCreates,
  'mixed, one organization: reads': mixedReads,
  'PostgreSQL: mixed, one organization': mixedReads,
  'PostgreSQL: get':
    'one of two round trips of the load waits for the look-up of versions, and the database shares the core of the load',
  'PostgreSQL: archive':
    'one round trip for each looks for keys of the workspace to be archived, while the transaction waits.',
  'PostgreSQL: mixed, two servers':
    'on one core, two servers take turns: each wakes more often for fewer requests at once, and reads what the other has changed.',
  'PostgreSQL: create over 64 organizations':
    'each is a transaction of its own: seven statements in four round trips, and a sync. The database and the load share a core.',
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
