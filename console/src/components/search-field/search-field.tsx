import { useLocation } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useActions } from '../../actions/actions.ts';
import styles from './search-field.module.css';

interface SearchFieldProps {
  label: string;
  value: string;
  /** Called when typing pauses: browsers limit how often the address may change. */
  onChange: (value: string) => void;
  icon?: ReactNode;
  /** Whether `/` leads here. */
  main?: boolean;
  /** The `id` of a list of suggestions. */
  list?: string;
}

/** A search field that follows the address and updates it when typing pauses. */
export function SearchField({
  label,
  value,
  onChange,
  icon = <Search />,
  main = false,
  list,
}: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const wanted = useLocation({ select: ({ state }) => state.focus === 'search' });
  if (value !== seen) {
    setSeen(value);
    setText(value);
  }
  useActions(main ? [{ id: 'search', label, keys: '/', run: () => input.current?.focus() }] : []);
  useEffect(() => {
    if (main && wanted) input.current?.focus();
  }, [main, wanted]);
  const report = useEffectEvent(onChange);
  useEffect(() => {
    if (text === seen) return;
    const timer = setTimeout(() => report(text), 200);
    return () => clearTimeout(timer);
  }, [text, seen]);
  return (
    <div className={styles.field}>
      {icon}
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        list={list}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {main && text === '' && <kbd>/</kbd>}
    </div>
  );
}
