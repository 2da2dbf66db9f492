/** The variables that official clients read, for an organization. */
export function environmentOf(baseURL: string, adminKey: string): Record<string, string> {
  return {
    ANTHROPIC_BASE_URL: baseURL,
    ANTHROPIC_API_KEY: adminKey,
    ANTHROPIC_ADMIN_KEY: adminKey,
    ANTHROPIC_ADMIN_API_KEY: adminKey,
  };
}
