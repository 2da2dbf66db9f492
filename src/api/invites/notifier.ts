/** How invites are sent to the system that mails them. */
export interface NotifierSettings {
  /** Where they are posted to; undefined means nowhere. */
  inviteWebhook: string | undefined;
  /** The URL of the server for people; undefined means that it isn’t known. */
  publicUrl: string | undefined;
}

/** How long the system may take to answer, in ms. */
const patience = 5000;

/** The address of the page on which an invite is accepted; an empty base makes it a path. The token is in the fragment, which browsers send to no server. */
export const linkOf = (base: string, token: string) => `${base.replace(/\/+$/, '')}/console/invite#${token}`;

/** Posts an invite, given as JSON text, and its token; rejects if the system doesn’t accept it in time. */
export async function sendInvite(
  { inviteWebhook, publicUrl }: NotifierSettings,
  invite: string,
  token: string,
): Promise<void> {
  if (inviteWebhook === undefined) return;
  const url = publicUrl === undefined ? undefined : linkOf(publicUrl, token);
  const response = await fetch(inviteWebhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'invite', invite: JSON.parse(invite), token, url }),
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`it answered with status ${response.status}`);
}
