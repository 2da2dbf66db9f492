import { Link, type LinkProps } from '@tanstack/react-router';
import type { Names, Part, Thing } from './entry.ts';
import styles from './sentence.module.css';

type Target = Pick<LinkProps, 'to' | 'params'>;

const pages: { readonly [kind in Thing['kind']]: (id: string) => Target } = {
  workspace: (id) => ({ to: '/workspaces/$id', params: { id } }),
  user: (id) => ({ to: '/members/$id', params: { id } }),
  api_key: (id) => ({ to: '/api-keys/$id', params: { id } }),
  admin_key: () => ({ to: '/settings/admin-keys' }),
  service_account: () => ({ to: '/members/service-accounts' }),
  invite: () => ({ to: '/members/invites' }),
};

/** What happened, with links to the objects. */
export function Sentence({ parts, names }: { parts: readonly Part[]; names: Names }) {
  return (
    <span className={styles.sentence}>
      {parts.map((part, index) => {
        if (typeof part === 'string') return part;
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts never move
        if ('text' in part) return <bdi key={index}>{part.text}</bdi>;
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts never move
        return <Name key={index} thing={part} names={names} />;
      })}
    </span>
  );
}

/** An object by its name, or by its ID where that isn’t known. */
export function Name({ thing, names }: { thing: Thing; names: Names }) {
  const name = names(thing);
  const shown = name === undefined ? <code>{short(thing.id)}</code> : <bdi>{name}</bdi>;
  if (thing.gone) return <span title={thing.id}>{shown}</span>;
  return (
    <Link {...pages[thing.kind](thing.id)} title={thing.id} className={styles.name}>
      {shown}
    </Link>
  );
}

/** The sentence as a text, for screen readers. */
export const textOf = (parts: readonly Part[], names: Names): string =>
  parts
    .map((part) =>
      typeof part === 'string' ? part : 'text' in part ? part.text : (names(part) ?? short(part.id)),
    )
    .join('');

/** An ID that leaves room for the words around it: its end tells it apart. */
const short = (id: string) => {
  const [, prefix = '', rest = id] = /^([a-z]+_)?(.+)$/s.exec(id) ?? [];
  return rest.length > 12 ? `${prefix}…${rest.slice(-6)}` : id;
};
