import type { Invite } from '../../api/types.ts';

export type InviteStatus = Invite['status'];

/** What the list of invites shows, according to its address; without a status all of them, the pending ones apart. */
export interface InvitesView {
  status?: InviteStatus | undefined;
  after_id?: string | undefined;
  before_id?: string | undefined;
}

const all: readonly InviteStatus[] = ['pending', 'accepted', 'expired'];

/** The states that an address asks for; one that doesn’t exist asks for all. */
export const statusesOf = (status: string | undefined): readonly InviteStatus[] => {
  const asked = all.filter((each) => each === status);
  return asked.length === 0 ? all : asked;
};
