/** The parts of a request that a resource is made from. */
interface Requested {
  params?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** The resource of the provider `jianyuan/anthropic` that a request creates, if it has one. */
export function terraform(operation: string, { params = {}, body = {} }: Requested): string | undefined {
  if (operation === 'workspaces.create') return resource('anthropic_workspace', { name: body.name });
  if (operation === 'members.add') return resource('anthropic_workspace_member', { ...params, ...body });
  if (operation === 'invites.create') {
    return resource('anthropic_organization_invite', { email: body.email, role: body.role });
  }
  return undefined;
}

function resource(type: string, members: Record<string, unknown>): string {
  const width = Math.max(...Object.keys(members).map((name) => name.length));
  const lines = Object.entries(members).map(
    ([name, value]) => `  ${name.padEnd(width)} = ${quoted(String(value))}`,
  );
  return `resource "${type}" "example" {\n${lines.join('\n')}\n}`;
}

/** Terraform reads `${` and `%{` in a text as the beginning of an expression. */
const quoted = (text: string) => JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
