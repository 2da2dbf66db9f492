import styles from './code.module.css';

const token = /("(?:[^"\\]|\\.)*")(:?)|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g;

/** Indented JSON with syntax highlighting. */
export function JsonText({ text }: { text: string }) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [whole, string, colon] = match;
    const kind = colon ? 'name' : string ? 'string' : 'literal';
    const value = string ?? whole;
    parts.push(
      text.slice(end, match.index),
      <span key={match.index} className={styles[kind]}>
        {value}
      </span>,
    );
    end = match.index + value.length;
  }
  return [...parts, text.slice(end)];
}
