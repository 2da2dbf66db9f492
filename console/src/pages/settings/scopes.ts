import { type Scope, scopes } from '../../../../src/contract/scopes.ts';

const resources: Record<string, string> = {
  workspaces: 'Workspaces',
  members: 'Members',
  api_keys: 'API keys',
  service_accounts: 'Service accounts',
  rate_limits: 'Rate limits',
  spend_limits: 'Spend limits',
  analytics: 'Usage and cost',
  usage_events: 'Usage events',
  compliance_activities: 'Activity feed',
  org_audit: 'Activity feed (audit)',
  compliance_settings: 'Activity feed settings',
  admin_keys: 'Admin keys',
};

const verbs: Record<string, string> = { read: 'Read', write: 'Write', introspect: 'Introspect' };

/** A resource of the API with its scopes. */
export interface ScopeGroup {
  name: string;
  scopes: { scope: Scope; verb: string }[];
}

/** All scopes by resource, in the order of the contract; one that has no words yet keeps its own. */
export const scopeGroups: readonly ScopeGroup[] = grouped(scopes);

/** Scopes in words, such as `Workspaces (read, write), API keys (introspect)`. */
export function scopesText(own: readonly string[] | null): string {
  if (own === null) return 'All scopes';
  return grouped(own as readonly Scope[])
    .map(({ name, scopes: each }) => `${name} (${each.map(({ verb }) => verb.toLowerCase()).join(', ')})`)
    .join(', ');
}

function grouped(list: readonly Scope[]): ScopeGroup[] {
  const groups = new Map<string, ScopeGroup>();
  for (const scope of list) {
    const { resource, verb } = partsOf(scope);
    const name = resources[resource] ?? resource.replaceAll('_', ' ');
    const group = groups.get(name) ?? { name, scopes: [] };
    group.scopes.push({ scope, verb: verbs[verb] ?? verb });
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** `keys:introspect` names its resource first. */
function partsOf(scope: Scope): { resource: string; verb: string } {
  const [first = '', second = ''] = scope.split(':');
  return first === 'keys' ? { resource: 'api_keys', verb: second } : { resource: second, verb: first };
}
