import type { Actor } from '../../../src/contract/activity.ts';
import type { Names } from './entry.ts';

const services: Readonly<Record<string, string>> = {
  cli: 'Command line',
  expiry: 'Expiry',
  cascade: 'Followed from another change',
};

/** The ID that the feed can be filtered by; undefined for the system. */
export const actorIdOf = (actor: Actor): string | undefined =>
  actor.type === 'admin_api_key_actor'
    ? actor.admin_api_key_id
    : actor.type === 'user_actor'
      ? actor.user_id
      : undefined;

/** Who did it, in words. */
export function actorText(actor: Actor, names: Names): string {
  if (actor.type === 'user_actor') return actor.email_address;
  if (actor.type === 'admin_api_key_actor') {
    return names({ kind: 'admin_key', id: actor.admin_api_key_id }) ?? actor.admin_api_key_id;
  }
  return services[actor.service] ?? actor.service;
}

/** Who did it, and whether that was in the console. */
export function ActorName({ actor, names }: { actor: Actor; names: Names }) {
  const inConsole = actor.type === 'admin_api_key_actor' && actor.via === 'console';
  return (
    <span title={actorIdOf(actor)}>
      <bdi>{actorText(actor, names)}</bdi>
      {inConsole && ' in the console'}
    </span>
  );
}
