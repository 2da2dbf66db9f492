import { hash } from 'node:crypto';

/** Whether a text is formatted like a token; nothing else is looked up. */
export const isToken = (text: string) => /^[\w-]{43}$/.test(text);

/** What is stored of a token: SHA-256 is secure enough for so many random bits. */
export const hashToken = (token: string) => hash('sha256', token, 'base64url');
