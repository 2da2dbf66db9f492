import { Type } from 'typebox';
import { activityTypes } from '../../contract/activity.ts';
import { orNull, strict, timestamp } from '../../contract/fields.ts';
import type { Asked, Operation } from '../../contract/operation.ts';
import { Page } from '../../contract/page.ts';
import { listReference } from './reference/list.ts';

const ids = (description: string) => Type.Array(Type.String(), { default: [], description });
const types = (description: string) =>
  Type.Array(
    Type.Unsafe<string>({
      type: 'string',
      enum: activityTypes,
      'x-sentence': 'Input is not one of the permitted values.',
    }),
    { default: [], description },
  );
const moment = (description: string) => Type.Optional(Type.String({ description }));

/** An entry of the activity feed. */
export const Activity = Type.Object(
  {
    id: Type.String({ description: 'ID of the activity: `activity_…`. IDs are in the order of commits.' }),
    type: Type.String({ description: 'What happened; determines the further fields.' }),
    created_at: timestamp,
    organization_id: orNull(Type.String(), 'ID of the organization in the feed: `org_…`.'),
    organization_uuid: orNull(Type.String({ format: 'uuid' })),
    actor: Type.Object(
      { type: Type.String({ description: '`admin_api_key_actor`, `user_actor` or `system_actor`.' }) },
      { description: 'Who did it.' },
    ),
  },
  { title: 'Activity', description: 'Something that happened; it has further fields according to its type.' },
);

/** What a read of the Compliance API adds to the feed. */
export const accessed = (_params: unknown, { requestId, method, url }: Asked) =>
  ({
    type: 'compliance_api_accessed',
    request_id: requestId,
    request_method: method,
    url,
    status_code: 200,
    request_body: null,
  }) as const;

/** The operations of the activity feed (contract of the family, section 11). */
export const activityOperations = {
  list: {
    id: 'activities.list',
    method: 'GET',
    path: '/v1/compliance/activities',
    summary: 'List what happened in your organization',
    scopes: ['read:compliance_activities', 'read:org_audit'],
    hidden: true,
    query: Type.Object(
      {
        'activity_types[]': types('Only these types.'),
        'exclude_activity_types[]': types('All types but these.'),
        'actor_ids[]': ids('Only what these users or admin keys did.'),
        'user_ids[]': ids('The same as `actor_ids[]`.'),
        'organization_ids[]': ids(
          'Only these organizations, as `org_…` or UUID; others than yours match nothing.',
        ),
        'created_at.gte': moment('At this time or later; a time in RFC 3339 format, or a date.'),
        'created_at.gt': moment('Later than this time.'),
        'created_at.lte': moment('At this time or earlier.'),
        'created_at.lt': moment('Earlier than this time.'),
        order: Type.Unsafe<'asc' | 'desc'>({
          type: 'string',
          enum: ['desc', 'asc'],
          default: 'desc',
          'x-sentence': "Input should be 'desc' or 'asc'",
          description: 'Newest first, or oldest first.',
        }),
        limit: Type.Integer({
          minimum: 1,
          maximum: 5000,
          default: 100,
          description: 'Maximum number of items per page.',
        }),
        after_id: Type.Optional(
          Type.String({ description: 'Return the page after this activity, in the order of the list.' }),
        ),
        before_id: Type.Optional(
          Type.String({ description: 'Return the page before this activity, in the order of the list.' }),
        ),
      },
      strict,
    ),
    output: Page(Activity),
    viewed: accessed,
    reference: listReference,
  },
} as const satisfies Record<string, Operation>;

export type ActivityOperations = typeof activityOperations;
