import { isIP } from 'node:net';

/** Whether a text is an IP address, without a zone. */
export const isIpAddress = (text: string) => isIP(text) !== 0 && !text.includes('%');

/** Whether a text is an IP address, or a range of them such as `10.0.0.0/8`; not of all. */
export function isIpRange(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  if (!isIpAddress(address) || more.length > 0) return false;
  return length === undefined || (/^[1-9]\d{0,2}$/.test(length) && Number(length) <= bitsOf(address));
}

/** The number of bits of an address, by its family. */
const bitsOf = (address: string) => (isIP(address) === 4 ? 32 : 128);
