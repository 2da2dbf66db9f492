import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';

const tag = {
  name: 'Activity feed settings',
  description: 'Whether the activity feed is recorded. It is, unless you disable it.',
};
const settings = (type: 'enabled' | 'disabled') => ({ type: 'compliance_settings', state: { type } });

/** The documentation of getting the settings. */
export const getReference: Reference = {
  tag,
  description: 'Returns whether the activity feed of your organization is enabled.',
  requests: { plain: { summary: 'Your organization' } },
  answer: settings('enabled'),
  errors: {},
  leadsTo: [],
  sdk: { method: 'organization.complianceSettings.retrieve', result: 'settings' },
};

/** The documentation of changing the settings. */
export const updateReference: Reference = {
  tag,
  description:
    'Enables or disables the activity feed. While it is disabled nothing is recorded and the feed can’t be read; what was ' +
    'recorded before is kept. The change itself is always recorded. Setting the same state again changes nothing.',
  requests: {
    enable: { summary: 'Enable it', body: { state: { type: 'enabled' } } },
    short: { summary: 'The same as a text', body: { state: 'enabled' } },
  },
  answer: settings('enabled'),
  errors: {
    field_missing: { when: '`state` is missing', error: invalid('state', 'Field required') },
    unknown_state: {
      when: '`state` is neither `enabled` nor `disabled`',
      error: invalid('state', "Input should be 'enabled' or 'disabled'"),
    },
  },
  leadsTo: [],
  sdk: {
    method: 'organization.complianceSettings.update',
    result: 'settings',
    goParams: `anthropic.OrganizationComplianceSettingUpdateParams{
	State: anthropic.ComplianceSettingsStateParamUnion{
		OfEnabled: &anthropic.ComplianceSettingsStateEnabledParam{},
	},
}`,
  },
};
