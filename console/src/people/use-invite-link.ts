import { useWrite } from '../api/writes.ts';

export const linkRoute = 'POST /x/v1/organizations/invites/{invite_id}/link';

/** Makes a new link to an invite. What the server gives as a path belongs to the address of the console. */
export function useInviteLink(inviteId: string) {
  const make = useWrite(linkRoute);
  return {
    make: () => make.mutate({ params: { invite_id: inviteId } }),
    url: make.data && new URL(make.data.url, location.origin).href,
    pending: make.isPending,
    error: make.error,
  };
}
