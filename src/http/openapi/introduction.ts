/** The introduction to the API reference, in Markdown. */
export const introduction = `
\`workspaced\` is compatible with the Claude Admin API: official SDKs, Terraform providers and curl scripts work with this
server’s URL and one of its admin keys. Extensions of this server are marked \`x-extension\`; fields that it always refuses
are marked \`x-always-refused\`.

SDKs and the samples below read two environment variables:

\`\`\`sh
export ANTHROPIC_BASE_URL=http://127.0.0.1:4010
export ANTHROPIC_API_KEY='<your admin key>'
\`\`\`

## Keys

Every request needs an admin key, \`sk-ant-admin01-…\`, as \`x-api-key\` or as a bearer token. A key belongs to one
organization and can’t see any other: IDs of other organizations are treated as if they didn’t exist. Create keys with
\`workspaced admin-keys create\`.

## Versions

\`anthropic-version\` can be \`2023-01-01\`, \`2023-06-01\` or \`2026-10-21\`. All get the same responses, but the last one
doesn’t have the \`workspace_id\` of API keys, which have \`scope\`. The header is optional unless the operator requires it. Any \`anthropic-beta\` header is accepted, and so is the query parameter
\`beta\`; other unknown query parameters are 400.

## Pagination

Most lists are newest first. Page through them with \`limit\` (1 to 1000, 20 by default) and either \`after_id\` or
\`before_id\`. Continue while \`has_more\` is true.

## Errors

Every error has the same form. Its \`request_id\` is also in the \`request-id\` header:

\`\`\`json
{
  "type": "error",
  "error": { "type": "invalid_request_error", "message": "name: Field required" },
  "request_id": "req_011CZ2jXzTKCTtWXJQwwX7Y4"
}
\`\`\`

Programs should check the status, \`error.type\` and, if present, \`error.details.error_code\`. The message is for people;
validation reports the first error as \`field: sentence\`. An unknown path is 404. A method that a path doesn’t support is
405, with \`Allow\`.

## Retries

Retry after 408, 429, 500, 503 or no response, unless \`x-should-retry\` is \`false\`, and wait as long as \`retry-after\`
says. Official SDKs do this for you. It is always safe to retry a get, list, update or archive. A create (or any other
write) takes effect only once if it has an \`Idempotency-Key\`.
`.trim();
