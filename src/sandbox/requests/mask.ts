import { maskKeys } from '../../contract/mask-keys.ts';

/** Headers by their names, as Node has them. */
export type Headers = Readonly<NodeJS.Dict<string | string[]>>;

/** Headers that hold nothing but a key. */
const keyHeaders = new Set(['x-api-key', 'authorization', 'proxy-authorization', 'cookie']);
/** The members of bodies and responses that hold a secret, whatever it looks like. */
const secrets = /"(raw_key|token|api_key)"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g;

/** The token in the link of an invite. */
const links = /(\/console\/invite#)[\w-]+([\w-]{4})/g;

/** What may be shown of a key: its last four characters, and of a short one nothing. */
const hintOf = (key: string) => `…${/^[^"\\]{8,}([^"\\]{4})$/.exec(key)?.[1] ?? ''}`;

/** Headers by their names in lower case; of keys only the last four characters, after the scheme if there is one. */
export function maskHeaders(headers: Headers): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const given in headers) {
    const values = headers[given];
    const [name, value] = [given.toLowerCase(), Array.isArray(values) ? values.join(', ') : (values ?? '')];
    masked[name] = keyHeaders.has(name)
      ? value.replace(/^(\w+ +)?(.*)$/s, (_, scheme = '', key) => scheme + hintOf(key))
      : maskKeys(value);
  }
  return masked;
}

/** JSON text without secrets. Clients choose the names of tags, so that a workspace’s tag `token` isn’t one. */
export function maskJson(text: string, operation: string | null): string {
  const plain = text.includes('\\u00') ? unescaped(text) : text;
  const named = operation?.startsWith('workspaces.')
    ? plain
    : plain.replace(secrets, (_, name, colon, value) => `"${name}"${colon}"${hintOf(value)}"`);
  return maskKeys(named).replace(links, '$1…$2');
}

/** The same JSON without needless escapes, behind which a key could hide. */
function unescaped(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
