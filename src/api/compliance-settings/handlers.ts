import type { Handlers } from '../../call.ts';
import type { ComplianceSettings, ComplianceSettingsOperations } from './contract.ts';
import { findFeedSince, setFeedSince } from './store.ts';

/** The handlers of the operations on the settings of the activity feed. */
export const complianceSettingsHandlers: Handlers<ComplianceSettingsOperations> = {
  async retrieve(_input, { db, organizationId }) {
    return textOf((await findFeedSince(db, organizationId)) !== null);
  },

  async update({ body: { state } }, { db, organizationId }) {
    const enabled = (typeof state === 'string' ? state : state.type) === 'enabled';
    const answer = textOf(enabled);
    const before = (await findFeedSince(db, organizationId)) !== null;
    if (enabled === before) return { answer, activities: [] };
    await setFeedSince(db, organizationId, enabled ? db.moment : null);
    db.isRecorded = enabled;
    const news = { compliance_api_enabled: enabled, compliance_api_logging_enabled: enabled };
    return { answer, activities: [{ type: 'org_compliance_api_settings_updated', ...news }] };
  },
};

function textOf(enabled: boolean): string {
  const settings: ComplianceSettings = {
    type: 'compliance_settings',
    state: { type: enabled ? 'enabled' : 'disabled' },
  };
  return JSON.stringify(settings);
}
