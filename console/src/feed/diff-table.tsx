import { Swatch } from '../components/badge/badge.tsx';
import type { Difference, Line } from './diff.ts';
import styles from './diff-table.module.css';
import type { Names } from './entry.ts';
import { Name } from './sentence.tsx';
import { roleText } from './words.ts';

/** What changed, field by field: the old value and the new one. */
export function DiffTable({ differences, names }: { differences: readonly Difference[]; names: Names }) {
  return (
    <dl className={styles.diff}>
      {differences.map(({ type, label, lines }) => (
        <div key={type}>
          <dt>
            {label} <code className={styles.wire}>{type}</code>
          </dt>
          <dd>
            <ul>
              {lines.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
                <li key={index}>
                  {line.key !== undefined && <bdi className={styles.key}>{line.key}</bdi>}
                  <Change type={type} line={line} names={names} />
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Change({ type, line, names }: { type: string; line: Line; names: Names }) {
  const { before, after, isPart = false } = line;
  return (
    <span className={styles.change}>
      {before !== undefined ? (
        <del className={styles.old}>
          <span aria-hidden="true">− </span>
          <Value type={type} text={before} names={names} />
        </del>
      ) : (
        <Absent text={isPart ? 'added' : 'none'} />
      )}
      {(!isPart || (before !== undefined && after !== undefined)) && (
        <span className="quiet" aria-hidden="true">
          →
        </span>
      )}
      {after !== undefined ? (
        <ins className={styles.new}>
          <span aria-hidden="true">+ </span>
          <Value type={type} text={after} names={names} />
        </ins>
      ) : (
        <Absent text={isPart ? 'removed' : 'none'} />
      )}
    </span>
  );
}

const Absent = ({ text }: { text: string }) => <span className="quiet">{text}</span>;

function Value({ type, text, names }: { type: string; text: string; names: Names }) {
  if (type === 'workspace') return <Name thing={{ kind: 'workspace', id: text }} names={names} />;
  if (type === 'display_color') {
    return (
      <>
        <Swatch color={text} /> {text}
      </>
    );
  }
  if (text === '') return <span className={styles.empty}>empty</span>;
  return <bdi>{type.endsWith('role') ? roleText(text) : text}</bdi>;
}
