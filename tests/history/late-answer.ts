import { workspaces } from '../wire/caller.ts';
import type { Answer } from '../wire/http.ts';
import { type Workspace, workspaceOf } from '../wire/shapes.ts';
import type { Send } from './reader.ts';

/** Sends requests as they are. */
export const sendPlainly: Send = (caller, method, path, options) => caller.send(method, path, options);

/** A write that was acknowledged. */
export interface Written {
  workspace: Workspace;
  isNew: boolean;
}

/** Whether an earlier answer to a request for this path would be wrong after a write. */
export type IsOutdated = (path: string, answer: Answer, write: Written) => boolean;

/** The answers that can be late, by what is late. */
export const outdated = {
  'a get': (path, _answer, { workspace }) => path === `${workspaces}/${workspace.id}`,
  'a page': (path, { body }, { workspace }) =>
    path.startsWith(`${workspaces}?`) &&
    (body as { data: Workspace[] }).data.some(({ id }) => id === workspace.id),
  'the newest page, without a new workspace': (path, _answer, { isNew }) => path === workspaces && isNew,
} as const satisfies Record<string, IsOutdated>;

/** Sends requests as they are, but answers one read as it was answered before a write that has ended since. */
export class LateAnswer {
  /** The workspace of which the late answer shows nothing new; undefined before it was given. */
  given: string | undefined;
  readonly #isOutdated: IsOutdated;
  /** The last answer to each read, by path. */
  readonly #answers = new Map<string, Answer>();
  /** Those that are outdated, and by which workspace. */
  readonly #outdated = new Map<string, { answer: Answer; id: string }>();
  /** How many requests are answered rightly at first. */
  #left: number;

  constructor(isOutdated: IsOutdated, after: number) {
    this.#isOutdated = isOutdated;
    this.#left = after;
  }

  readonly send: Send = async (caller, method, path, options) => {
    this.#left -= 1;
    const late = method === 'GET' ? this.#outdated.get(path) : undefined;
    if (late !== undefined && this.#left < 0 && this.given === undefined) {
      this.given = late.id;
      return late.answer;
    }
    const before = method === 'POST' ? [...this.#answers] : [];
    const answer = await sendPlainly(caller, method, path, options);
    if (answer.status !== 200) return answer;
    if (method === 'GET') this.#answers.set(path, answer);
    else this.#note(before, { workspace: workspaceOf(answer), isNew: path === workspaces });
    return answer;
  };

  /** Keeps the answers, given before this write was called, that it has outdated. */
  #note(before: [path: string, answer: Answer][], write: Written): void {
    for (const [path, answer] of before) {
      if (this.#isOutdated(path, answer, write)) this.#outdated.set(path, { answer, id: write.workspace.id });
    }
  }
}
