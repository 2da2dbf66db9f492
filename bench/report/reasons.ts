const keptRead =
  'beside Node’s own 13 µs a kept answer pays for its log line (2–3 µs), for its request id and four more headers (2), and for reading the key and finding the answer among 10,000 (2)';

/** Why an aim falls short where it does, by how it begins: found in profiles (`node bench/profile.ts`). */
export const reasons: Record<string, string> = {
  'get, 64 connections': keptRead,
  'list of 20, the same page': keptRead,
  'list of 20, walking, each page':
    'nothing of such a page is kept: SQLite and V8’s strings take a third of its time for its 21 rows and the look-up of its cursor, sending it to a client that has gone to sleep meanwhile a quarter, twice to three times what the ceiling pays for that, joining, encoding and garbage an eighth, the way through Fastify the rest; a walk that anybody made since the last write finds its pages kept',
  'create, durable':
    'two fifths of it are Node’s own HTTP, which is all that the ceiling does; a quarter is SQLite: the insert, the exact count for the limit, their savepoint, and the share of the commit; the rest is the way through Fastify, reading and checking the body, ids and hashes, the log line and garbage, none of it a twentieth alone',
  'create against one commit': 'a disk that syncs fast gives a commit of its own a smaller price to save',
  'get on PostgreSQL':
    'the load and the database share a core: where they fill it, both contenders wait for the same',
};
