import { type Static, Type } from 'typebox';
import { oneOf, strict } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { accessed } from '../activities/contract.ts';
import { getReference, updateReference } from './reference/settings.ts';

const states = ['enabled', 'disabled'] as const;
const State = oneOf(states, { description: 'Whether the activity feed is recorded.' });

/** The object that the API returns. */
export const ComplianceSettings = Type.Object(
  { type: Type.Literal('compliance_settings'), state: Type.Object({ type: State }) },
  { title: 'ComplianceSettings', description: 'Whether the organization has an activity feed.' },
);
export type ComplianceSettings = Static<typeof ComplianceSettings>;

const path = '/v1/organizations/compliance_settings';

/** The operations on the settings of the activity feed (contract of the family, section 11). */
export const complianceSettingsOperations = {
  retrieve: {
    id: 'compliance_settings.get',
    method: 'GET',
    path,
    summary: 'Get whether the activity feed is enabled',
    scopes: ['read:compliance_activities', 'read:org_audit'],
    output: ComplianceSettings,
    viewed: accessed,
    reference: getReference,
  },
  update: {
    id: 'compliance_settings.update',
    method: 'POST',
    path,
    summary: 'Enable or disable the activity feed',
    scopes: ['write:compliance_settings'],
    body: Type.Object({ state: Type.Union([State, Type.Object({ type: State }, strict)]) }, strict),
    output: ComplianceSettings,
    reference: updateReference,
  },
} as const satisfies Record<string, Operation>;

export type ComplianceSettingsOperations = typeof complianceSettingsOperations;
