import { timestamp } from '../../contract/clock.ts';
import { momentOf, organizationIdOf } from '../../contract/id.ts';
import type { StoredActivity } from './store.ts';

/** An activity as the API shows it, as JSON text. */
export function shownActivity({ id, type, doc }: StoredActivity, organizationUuid: string): string {
  const head = JSON.stringify({
    id,
    type,
    created_at: timestamp(momentOf(id)),
    organization_id: organizationIdOf(organizationUuid),
    organization_uuid: organizationUuid,
  });
  return `${head.slice(0, -1)},${doc.slice(1)}`;
}
