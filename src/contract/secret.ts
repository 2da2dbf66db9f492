const length = 32;
const pool = Buffer.alloc(64 * length);
let used = pool.length;

/**
 * 256 random bits as 43 characters, for a key, an invite’s token or a session. They are drawn from the system 64 at a time,
 * which for one alone costs more than to hash it.
 */
export function newSecret(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const secret = pool.toString('base64url', used, used + length);
  // A secret that was given away doesn’t stay in memory.
  pool.fill(0, used, used + length);
  used += length;
  return secret;
}
