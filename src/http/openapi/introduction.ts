/** Markdown: what holds for all operations. */
export const introduction = `
\`workspaced\` keeps workspaces on the wire of the Claude Admin API: official SDKs, Terraform providers and curl scripts
work once they have this server’s address and a key of it. What is ours and not the hosted API’s is marked
\`x-extension\`; what is always refused here is marked \`x-always-refused\`.

SDKs and the samples below read two variables:

\`\`\`sh
export ANTHROPIC_BASE_URL=http://127.0.0.1:4010
export ANTHROPIC_API_KEY='<your admin key>'
\`\`\`

## Keys

Every request needs an admin key, \`sk-ant-admin01-…\`, as \`x-api-key\` or as a bearer token. It belongs to one
organization, and nothing of another can be seen by it: an id of another organization is answered as one that doesn’t
exist. \`workspaced admin-keys create\` makes keys.

## Versions

\`anthropic-version\` may be \`2023-01-01\`, \`2023-06-01\` or \`2026-10-21\`; all are answered alike. It may be absent
unless the operator requires it. Any \`anthropic-beta\` is accepted, and so is the query parameter \`beta\` on every path;
other unknown parameters are 400.

## Pages

Lists are walked by cursors, newest first: \`limit\` (1 to 1000, 20 by default) and \`after_id\` or \`before_id\`, never
both. Go on while \`has_more\` is true.

## Errors

Every error has the same form, and its \`request_id\` is in the header \`request-id\`, too:

\`\`\`json
{
  "type": "error",
  "error": { "type": "invalid_request_error", "message": "name: Field required" },
  "request_id": "req_011CZ2jXzTKCTtWXJQwwX7Y4"
}
\`\`\`

Programs look at the status, at \`error.type\` and, where it is there, at \`error.details.error_code\`; the message is for
people, and tells the first fault as \`field: sentence\`. A path that doesn’t exist is 404, another method on one that does
is 405 with \`Allow\`.

## Retries

Send again what was answered with 408, 429, 500 or 503, or not at all, unless \`x-should-retry\` is \`false\`; wait as
\`retry-after\` says. Official SDKs do so by themselves. Gets, lists, updates and archives may be sent any number of times;
a create, and everything else that writes, takes effect once if it has an \`Idempotency-Key\`.
`.trim();
