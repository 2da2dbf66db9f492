import type { ComplianceSettings } from '../api/compliance-settings/contract.ts';
import type { View } from './operations.ts';

/** How the settings of the activity feed are displayed. */
export const complianceSettingsView: View<ComplianceSettings> = {
  columns: {},
  examples: { update: ['--state disabled'] },
};
