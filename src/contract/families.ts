/** Parts of the vendor's API that this server doesn't have, by the beginning of their paths. */
const families: readonly [path: RegExp, name: string][] = (
  [
    ['/v1/organizations/workspaces/[^/]+/rate_limits', 'rate limits'],
    ['/v1/organizations/rate_limits', 'rate limits'],
    ['/v1/organizations/federation_issuers', 'federation issuers'],
    ['/v1/organizations/spend_limits', 'spend limits'],
    ['/v1/organizations/(usage_report|cost_report|analytics)', 'usage and cost reports'],
    ['/v1/compliance(?!/activities)(/[^/]+)?', 'this part of the Compliance API'],
    ['/v1/user_profiles', 'user profiles'],
    ['/v1/(messages|complete|models)', 'models: it manages workspaces and calls no model'],
    ['/v1/(files|skills)', 'files and skills'],
  ] as const
).map(([path, name]) => [new RegExp(`^${path}(/|$)`), name]);

/** The name of the missing part that a path belongs to, if any. */
export function missingFamily(path: string): string | undefined {
  return families.find(([start]) => start.test(path))?.[1];
}
