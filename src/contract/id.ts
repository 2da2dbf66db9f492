const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const pairs = [...alphabet].flatMap((high) => [...alphabet].map((low) => high + low));
const words = new Uint32Array(4);
const pool = new Uint32Array(1024);
let unused = 0;

/**
 * A new id: prefix, `_01`, and 128 bits as 22 base58 digits (contract, section 9). The bits are a UUIDv7 whose
 * `rand_a` holds the microseconds of its millisecond, so ids sort, byte by byte, by the clock they are given.
 */
export function newId(prefix: string, microseconds: number): string {
  return `${prefix}_01${encode(microseconds, random(), random())}`;
}

/** The lowest id that can be created at this microsecond or later: a bound for queries by age. */
export function firstIdAt(prefix: string, microseconds: number): string {
  return `${prefix}_01${encode(microseconds, 0, 0)}`;
}

/** The clock that an id was made with, in microseconds. */
export function momentOf(id: string): number {
  let bits = 0n;
  for (const digit of id.slice(-22)) bits = bits * 58n + BigInt(alphabet.indexOf(digit));
  return Number(bits >> 80n) * 1000 + Number((bits >> 64n) & 0xfffn);
}

/** Whether a text is formatted like an id with this prefix. */
export function isId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_01`) && /^[1-9A-HJ-NP-Za-km-z]{22}$/.test(text.slice(prefix.length + 3));
}

/**
 * Whether a text may be the id of an object whose ids can be given by operators, and are opaque to the API: 1 to 255
 * printable ASCII characters. Nothing else may reach a database as an id.
 */
export const isOpaqueId = (text: string) => /^[\x21-\x7e]{1,255}$/.test(text);

function random(): number {
  if (unused === 0) {
    crypto.getRandomValues(pool);
    unused = pool.length;
  }
  unused -= 1;
  return pool[unused] as number;
}

/** The id of an organization in the activity feed: its UUID in the form of an id (contract of the family, section 11). */
export function organizationIdOf(uuid: string): string {
  const digits = uuid.replaceAll('-', '');
  for (let word = 0; word < 4; word++)
    words[word] = Number.parseInt(digits.slice(8 * word, 8 * word + 8), 16);
  return `org_01${base58()}`;
}

/** Clock and 62 random bits as 22 digits. */
function encode(microseconds: number, high: number, low: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  words[0] = Math.floor(milliseconds / 0x10000);
  words[1] = (milliseconds << 16) | 0x7000 | (microseconds % 1000);
  words[2] = 0x8000_0000 | (high >>> 2);
  words[3] = low;
  return base58();
}

/** The four words as 22 digits, two at a time. */
function base58(): string {
  let text = '';
  let first = 0;
  for (let step = 0; step < 11; step++) {
    let remainder = 0;
    while (words[first] === 0) first += 1;
    for (let index = first; index < 4; index++) {
      const value = remainder * 0x1_0000_0000 + (words[index] as number);
      const quotient = Math.floor(value / pairs.length);
      words[index] = quotient;
      remainder = value - quotient * pairs.length;
    }
    text = pairs[remainder] + text;
  }
  return text;
}
