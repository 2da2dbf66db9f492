import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** The encodings that responses can have, the better one first. */
export type Encoding = 'br' | 'gzip';

/** The minimum size of a compressed response, in bytes; a shorter one fits into one packet anyway. */
export const leastCompressed = 1024;
/** From this size on, in bytes, another thread compresses; below it, handing the work over would cost more. */
const large = 32_768;

/** Responses are mostly random characters, so higher levels take twice the time and save only a twentieth. */
const brotli = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } };
const deflate = { level: 1 };
const [brotliLater, gzipLater] = [promisify(zlib.brotliCompress), promisify(zlib.gzip)];

/** Whether an `accept-encoding` header accepts this encoding. */
export function takes(accepted: string, encoding: Encoding): boolean {
  return accepted.split(',').some((each) => {
    const [name, weight] = each.replaceAll(/\s/g, '').toLowerCase().split(';q=');
    return name === encoding && Number(weight ?? 1) > 0;
  });
}

const mostRemembered = 100;
const remembered = new Map<string, Encoding | undefined>();

/** The encoding for a response of this size to a client with this `accept-encoding`; undefined means none. */
export function encodingFor(bytes: number, accepted: string | undefined): Encoding | undefined {
  if (bytes < leastCompressed || accepted === undefined) return undefined;
  if (remembered.has(accepted)) return remembered.get(accepted);
  const encoding = (['br', 'gzip'] as const).find((each) => takes(accepted, each));
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(accepted, encoding);
  return encoding;
}

/** Compresses a body synchronously. */
export function compress(body: string | Buffer, encoding: Encoding): Buffer {
  return encoding === 'br' ? zlib.brotliCompressSync(body, brotli) : zlib.gzipSync(body, deflate);
}

/** Compresses a body, on another thread if it is large. */
export async function compressLater(body: string | Buffer, encoding: Encoding): Promise<Buffer> {
  if (body.length < large) return compress(body, encoding);
  return encoding === 'br' ? brotliLater(body, brotli) : gzipLater(body, deflate);
}
