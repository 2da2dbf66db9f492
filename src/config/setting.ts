/** An invalid setting; the message names it and says what to do. */
export class ConfigError extends Error {}

/** How a setting is written, validated and documented. */
export interface Setting<T> {
  readonly default: T;
  readonly help: string;
  /** The placeholder for the value in help: `--port <number>`. */
  readonly placeholder: string;
  /** Parses the text of a flag or an environment variable; throws an error that says what the value should be. */
  readonly read: (text: string) => T;
  /** Another environment variable, used if its own isn't set. */
  readonly alias?: string;
  /** Read only from the environment, and never shown. */
  readonly secret?: true;
  /** A URL whose path and query are never shown, because they are often its secret. */
  readonly secretPath?: true;
}

type Options = Pick<Setting<unknown>, 'alias' | 'secret' | 'secretPath'>;

/** A whole number within these bounds. */
export function integer(fallback: number, min: number, max: number, help: string): Setting<number> {
  const read = (text: string) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new Error(`should be a whole number from ${min} to ${max}`);
    }
    return value;
  };
  return { default: fallback, help, placeholder: 'number', read };
}

/** `true` or `false`. */
export function yesNo(fallback: boolean, help: string): Setting<boolean> {
  const read = (text: string) => {
    if (!['true', 'false'].includes(text)) throw new Error('should be true or false');
    return text === 'true';
  };
  return { default: fallback, help, placeholder: 'true|false', read };
}

/** One of these words; the first is the default. */
export function choice<const T extends string>(values: readonly T[], help: string): Setting<T> {
  const read = (text: string) => {
    if (!values.includes(text as T)) throw new Error(`should be one of ${values.join(', ')}`);
    return text as T;
  };
  return { default: values[0] as T, help, placeholder: values.join('|'), read };
}

/** Comma-separated, each passing the pattern's test, none twice; `what` names them in the error. */
export function list(
  fallback: readonly string[],
  pattern: { test: (text: string) => boolean },
  what: string,
  help: string,
): Setting<readonly string[]> {
  const read = (text: string) => {
    const values = text.split(',').map((value) => value.trim());
    if (!values.every((value) => pattern.test(value)) || new Set(values).size < values.length) {
      throw new Error(`should be ${what}, separated by commas, without duplicates`);
    }
    return values;
  };
  return { default: fallback, help, placeholder: 'a,b', read };
}

/** Any text that passes the pattern's test; `what` names it in the error. */
export function text<T extends string | undefined>(
  fallback: T,
  pattern: { test: (text: string) => boolean },
  what: string,
  help: string,
  options: Options = {},
): Setting<string | T> {
  const read = (given: string) => {
    if (!pattern.test(given)) throw new Error(`should be ${what}`);
    return given;
  };
  return { default: fallback, help, placeholder: 'text', read, ...options };
}
