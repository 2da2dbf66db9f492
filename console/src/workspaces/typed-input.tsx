import { type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from 'react';

interface TypedInputProps {
  icon: ReactNode;
  label: string;
  value: string;
  /** Called when typing pauses: browsers limit how often the address may change. */
  onChange: (value: string) => void;
  input?: RefObject<HTMLInputElement | null>;
  keyShortcut?: string;
  list?: string;
}

/** A search field that follows the address and updates it when typing pauses. */
export function TypedInput({ icon, label, value, onChange, input, keyShortcut, list }: TypedInputProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setText(value);
  }
  const report = useEffectEvent(onChange);
  useEffect(() => {
    if (text === seen) return;
    const timer = setTimeout(() => report(text), 200);
    return () => clearTimeout(timer);
  }, [text, seen]);
  return (
    <div className="typed-input">
      {icon}
      <input
        ref={input}
        type="search"
        className="input"
        aria-label={label}
        aria-keyshortcuts={keyShortcut}
        placeholder={label}
        list={list}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {keyShortcut && text === '' && <kbd>{keyShortcut}</kbd>}
    </div>
  );
}
