const keptRead =
  'besides Node’s own 13 to 15 µs, a cached response takes time for its log line (2–3 µs), its request ID and four more headers (2), and for reading the key and finding the response among 10,000 (2). Single processes of the same build differ by a fifth. In other runs, a get came to 0.62 on an Intel Xeon and to 0.79 on an AMD EPYC.';

const secretCreate =
  'a third of it is SQLite: the object with its indexes, that of API keys by their hash at random places, the note by which retries are recognised, the activity, and look-ups of what it refers to. Each touches pages that the commit writes. The rest is that of a create of a workspace, and making the secret. Where `node:http` takes 18 µs for a get instead of 11, they came to 0.18 to 0.25, where it takes 53, to 0.30 to 0.33.';

const ofCreates =
  'a quarter of it is Node’s own HTTP, which is all that the ceiling does. A fifth is SQLite: the two inserts with their indexes, and the share of the commit. The rest is the sync, Fastify, reading and validating the body, IDs and hashes, the log line and garbage, each less than a twentieth. Where `node:http` takes 75 µs for a create instead of 16, it came to 0.48.';

const mixedReads =
  'a page is put together from 20 rows, which takes twice the time of a cached one; a write takes four times the ceiling’s time, and a commit is shared by five to ten of them instead of 64. The profile is flat: the same functions take longer than in a load of one kind, where less code and data compete for the processor’s caches. Where `node:http` takes 11 to 16 µs, the goal on SQLite leaves 23.5 for each response: it would be met if reads took no time besides Node’s own HTTP, and writes 130 µs. Gets take 4 more, pages 24 more, and writes about 160. On slower machines it came to 0.31 to 0.33; earlier runs, to 0.43 to 0.60 on SQLite and 0.40 to 0.46 on PostgreSQL, but against a `node:http` that hadn’t been warmed up, and sent half as much.';

/** Why a goal isn't met, by the beginning of its name; found in profiles (`node bench/profile.ts`). */
export const reasons: Record<string, string> = {
  'get, 64 connections': keptRead,
  'list of 20, the same page': keptRead,
  'create, durable': ofCreates,
  'mixed, one organization: reads': mixedReads,
  'PostgreSQL: mixed, one organization': mixedReads,
  'PostgreSQL: get':
    'each waits for a look-up of versions, which it shares with others, and the database shares the core of the load. The less time `node:http` takes itself, the more that counts: 0.93 where a get takes it 53 µs, 0.62 at 18, 0.57 at 11.',
  'PostgreSQL: mixed, two servers':
    'on one core, two servers take turns: each wakes more often for fewer requests at once, and reads what the other has changed.',
  'PostgreSQL: create over 64 organizations':
    'many share a transaction, but each has a row to be locked, counters to be added to, and a row to be written back, at places of their own. The database, a build for small size, uses up the core that it shares with the load.',
  'mixed at half of saturation':
    '1.5 to 2.3 in most runs; 3.0 on a machine where everything took about twice as long.',
  'users: get': keptRead,
  'feed of': '0.93 to 1.06 in runs before: reading is the same, and a page takes less than a millisecond',
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
