import { addressOf } from '../contract/email.ts';
import type { OrganizationState } from './document.ts';

/**
 * The organization with fictitious email addresses and names of people, numbered in the order of users and then invites. A
 * person has the same address everywhere.
 */
export function anonymous(organization: OrganizationState): OrganizationState {
  const people = [...(organization.users ?? []), ...(organization.invites ?? [])];
  const addresses = [...new Set(people.map(({ email }) => addressOf(email)))];
  const numbers = new Map(addresses.map((address, index) => [address, index + 1]));
  const swapped: OrganizationState = JSON.parse(JSON.stringify(organization), (_name, value: unknown) => {
    const number = typeof value === 'string' ? numbers.get(addressOf(value)) : undefined;
    return number === undefined ? value : `user-${number}@example.com`;
  });
  for (const [index, user] of (swapped.users ?? []).entries()) {
    if (user.name) user.name = `User ${index + 1}`;
  }
  return swapped;
}
