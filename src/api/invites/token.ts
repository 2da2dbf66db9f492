import { hash, randomBytes } from 'node:crypto';

/** A new token of 256 random bits, with which an invite is accepted. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What is stored of a token: SHA-256 is secure enough for so many random bits. */
export const hashToken = (token: string) => hash('sha256', token, 'base64url');
