import { hash } from 'node:crypto';
import { newSecret } from '../../contract/secret.ts';

/** Of the secret at the end of a token, in characters. */
const length = 43;

/**
 * A new token: its time in milliseconds as nine digits of base 36, and a secret. What is stored of it begins with the time,
 * too, so that the index of tokens grows at its end: at random places, it would cost a create a tenth.
 */
export const newToken = (moment: number) =>
  `${Math.floor(moment / 1000)
    .toString(36)
    .padStart(9, '0')}${newSecret()}`;

/** Whether a text is formatted like a token; nothing else is looked up. The first ones were secrets alone. */
export const isToken = (text: string) => /^(?:[0-9a-z]{9})?[\w-]{43}$/.test(text);

/** What is stored of a token: SHA-256 is secure enough for so many random bits. */
export const hashToken = (token: string) => `${token.slice(0, -length)}${hash('sha256', token, 'base64url')}`;
