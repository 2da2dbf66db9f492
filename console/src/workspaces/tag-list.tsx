import styles from './tag-list.module.css';

interface TagListProps {
  tags: Record<string, string>;
  /** How many are shown; the rest is only counted. */
  limit?: number;
  onTag: (tag: string) => void;
}

/** Tags as buttons that filter by them. */
export function TagList({ tags, limit = Number.POSITIVE_INFINITY, onTag }: TagListProps) {
  const entries = Object.entries(tags);
  const rest = entries.length - limit;
  if (entries.length === 0) return null;
  return (
    <span className={limit === Number.POSITIVE_INFINITY ? `${styles.tags} ${styles.all}` : styles.tags}>
      {entries.slice(0, limit).map(([key, value]) => {
        const tag = `${key}=${value}`;
        return (
          <button
            key={key}
            type="button"
            className={styles.tag}
            title={`Filter by ${tag}`}
            onClick={() => onTag(tag)}
          >
            <span>{key}</span> {value}
          </button>
        );
      })}
      {rest > 0 && <span className="quiet">+{rest}</span>}
    </span>
  );
}
