import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** Encrypts what only who presents the same secret, for the same purpose, may read again. */
export class Seal {
  readonly #key: Uint8Array;

  constructor(secret: string, purpose: string) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, purpose, 'workspaced: stored response', 32));
  }

  /** The text, encrypted, as base64url. */
  close(text: string): string {
    const nonce = randomBytes(nonceLength);
    const encrypting = createCipheriv(cipher, this.#key, nonce);
    const encrypted = Buffer.concat([encrypting.update(text, 'utf8'), encrypting.final()]);
    return Buffer.concat([nonce, encrypting.getAuthTag(), encrypted]).toString('base64url');
  }

  /** The text that was encrypted; undefined if it wasn’t with this secret and purpose. */
  open(sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    const [nonce, rest] = [bytes.subarray(0, nonceLength), bytes.subarray(nonceLength)];
    try {
      const decrypting = createDecipheriv(cipher, this.#key, nonce, { authTagLength: tagLength });
      decrypting.setAuthTag(rest.subarray(0, tagLength));
      return decrypting.update(rest.subarray(tagLength), undefined, 'utf8') + decrypting.final('utf8');
    } catch {
      return undefined;
    }
  }
}
