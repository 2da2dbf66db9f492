import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { type Call, urlOf } from './client.ts';

/** Which server and organization is read. */
export interface Source {
  url: string;
  organization: string;
}

/** An answered GET. */
interface Answered {
  get: string;
  /** When it was answered, in ms. */
  at: number;
  text: string;
}

/** What was read so far, kept in a file, so that a pull that was killed goes on where it was. */
export interface Part {
  /** When the requests whose answers are kept were answered, in ms. */
  times: readonly number[];
  /** How many of them nobody has asked for yet. */
  left(): number;
  /** The client, which doesn’t ask again for what is kept. */
  through(call: Call): Call;
  remove(): void;
}

/**
 * Opens the file, or begins it. Throws if it is of another server or organization. It holds no key, and only its owner can
 * read it.
 */
export function openPart(file: string, source: Source): Part {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // A line without an end was being written when the pull was killed.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole === '') writeFileSync(file, `${JSON.stringify(source)}\n`, { mode: 0o600 });
  else truncateSync(file, Buffer.byteLength(whole));
  const answers = whole === '' ? [] : read(whole, file, source);
  const kept = new Map(answers.map(({ get, text }) => [get, text]));
  return {
    times: answers.map(({ at }) => at),
    left: () => kept.size,
    through: (call) => async (operation, request) => {
      const get = urlOf(operation, request);
      const known = kept.get(get);
      if (known !== undefined) {
        kept.delete(get);
        return known;
      }
      const text = await call(operation, request);
      appendFileSync(file, `${JSON.stringify({ get, at: Date.now(), text } satisfies Answered)}\n`);
      return text;
    },
    remove: () => rmSync(file, { force: true }),
  };
}

function read(whole: string, file: string, { url, organization }: Source): Answered[] {
  const another = (what: string) => new Error(`${file} is ${what}: remove it, or name another file with -o.`);
  let lines: unknown[];
  try {
    lines = whole
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch {
    throw another('not what a pull writes');
  }
  const [of, ...answers] = lines as [Source, ...Answered[]];
  if (of.url !== url || of.organization !== organization) {
    throw another(`what was read of organization ${of.organization} on ${of.url}`);
  }
  return answers;
}
