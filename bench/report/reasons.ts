const keptRead =
  'beside Node’s own 13 µs a kept answer pays for its log line (2–3 µs), for its request id and four more headers (2), and for reading the key and finding the answer among 10,000 (2)';

/** Why an aim falls short where it does, by how it begins: found in profiles (`node bench/profile.ts`). */
export const reasons: Record<string, string> = {
  'get, 64 connections': keptRead,
  'list of 20, the same page': keptRead,
  'list of 20, walking, each page':
    'nothing of such a page is kept: SQLite and V8’s strings take about 30 µs for its 21 rows and the look-up of its cursor, joining and encoding 10, the way through Fastify 15, keeping the answer and its garbage 15, and sending it to a client that has gone to sleep meanwhile three times what the ceiling pays; a walk that anybody made since the last write finds its pages kept',
  'create, durable':
    'of about 55 µs the insert, the exact count for the limit and their savepoint take 13, the share of the commit 6 and of the wait for the disk as much, sending 12, the way through Fastify and reading the body 15, hashing and checking it 3, garbage 3: no single part is left that a profile would single out',
  'create against one commit': 'a disk that syncs fast gives a commit of its own a smaller price to save',
  'get on PostgreSQL':
    'the load and the database share a core: where they fill it, both contenders wait for the same',
};
