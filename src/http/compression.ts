import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** The encodings that answers are sent in beside none, the better one first. */
export type Encoding = 'br' | 'gzip';

/** From how many bytes on an answer is compressed; what is shorter fits into one packet anyhow. */
export const leastCompressed = 1024;
/** From how many bytes on the work is left to another thread; less costs less than to hand it over. */
const large = 32_768;

/** Most of an answer are random digits, so that better levels save a twentieth and take twice the time. */
const brotli = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } };
const deflate = { level: 1 };
const [brotliLater, gzipLater] = [promisify(zlib.brotliCompress), promisify(zlib.gzip)];

/** Whether an `accept-encoding` names this encoding and doesn't refuse it. */
export function takes(accepted: string, encoding: Encoding): boolean {
  return accepted.split(',').some((each) => {
    const [name, weight] = each.replaceAll(/\s/g, '').toLowerCase().split(';q=');
    return name === encoding && Number(weight ?? 1) > 0;
  });
}

const mostRemembered = 100;
const remembered = new Map<string, Encoding | undefined>();

/** The encoding for an answer of so many bytes to a client with this `accept-encoding`; undefined: as it is. */
export function encodingFor(bytes: number, accepted: string | undefined): Encoding | undefined {
  if (bytes < leastCompressed || accepted === undefined) return undefined;
  if (remembered.has(accepted)) return remembered.get(accepted);
  const encoding = (['br', 'gzip'] as const).find((each) => takes(accepted, each));
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(accepted, encoding);
  return encoding;
}

/** A body in this encoding, at once. */
export function compress(body: string | Buffer, encoding: Encoding): Buffer {
  return encoding === 'br' ? zlib.brotliCompressSync(body, brotli) : zlib.gzipSync(body, deflate);
}

/** The same; a large body is compressed while others are answered. */
export async function compressLater(body: string | Buffer, encoding: Encoding): Promise<Buffer> {
  if (body.length < large) return compress(body, encoding);
  return encoding === 'br' ? brotliLater(body, brotli) : gzipLater(body, deflate);
}
