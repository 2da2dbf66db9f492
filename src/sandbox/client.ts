import type { Fault } from '../contract/fault.ts';
import type { Entry } from './requests/entry.ts';

/** How a control is called. */
interface Sent {
  method?: 'GET' | 'POST' | 'DELETE';
  key?: string | undefined;
  body?: object;
}

/** Calls a control of a sandbox; rejects with what the server says if it refuses. */
export async function control<T>(baseURL: string, path: string, sent: Sent = {}): Promise<T> {
  const { method = 'POST', key, body } = sent;
  const response = await fetch(`${baseURL}/x/sandbox${path}`, {
    method,
    headers: key === undefined ? {} : { 'x-api-key': key },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { error?: { message: string; details?: object } };
  if (!response.ok) {
    const { message, details } = answer.error ?? {};
    const isNone = response.status === 404 && message === 'Not found';
    throw new Error(isNone ? `${baseURL} is not a sandbox` : message, { cause: details });
  }
  return answer;
}

/** How an organization for a test is made. */
export interface OrganizationOptions {
  name?: string;
  /** `empty` by default; `seed`, or `snapshot:NAME` of the server’s own organization. */
  from?: string;
  /** When it is deleted by itself, such as `1h`. */
  ttl?: string;
  workspaceLimit?: number;
}

/** An organization as the server describes it when it is made. */
export interface MadeOrganization {
  id: string;
  name: string;
  admin_key: string;
  base_url: string;
  expires_at: string | null;
  env: Record<string, string>;
}

/** What a request is compared with. */
export interface Expected {
  operation: string;
  times?: number;
  /** Members that the body has, among others. */
  body?: object;
  headers?: Record<string, string>;
}

/** What happens to a request, and when. With `delay_ms` alone, the usual response comes later. */
export interface FaultOptions {
  /** `before` (the default): the operation doesn’t happen. `after`: it does, and its response is replaced. */
  when?: 'before' | 'after';
  /** How many requests pass first; 0 by default. */
  skip?: number;
  /** How many requests it strikes; 1 by default, or any with a probability. */
  times?: number;
  delay_ms?: number;
  /** When it ends by itself, such as `10m`. */
  ttl?: string;
  probability?: number;
  /** The same seed strikes the same requests again. */
  seed?: number;
  /** An error with this status, from 400 on. */
  status?: number;
  /** Its error type; the usual one by default. */
  type?: string;
  message?: string;
  /** Header `retry-after`, in seconds. */
  retry_after?: number;
  retry_after_ms?: number;
  /** Header `x-should-retry`. */
  should_retry?: boolean;
  /** Instead of a response: a reset, a close, half of a response and then a reset, or nothing at all. */
  connection?: 'reset' | 'close' | 'half' | 'stall';
  /** A proxy’s page with status 502, half of the JSON, or status 200 without a body. */
  body?: 'html' | 'truncated' | 'empty';
}

/** A fault, and how often it has struck. */
export interface FaultState {
  id: string;
  operation: string;
  hits: number;
  /** How often it will still strike; null if there is no limit. */
  remaining: number | null;
}

/** An organization for a test, which nothing else uses; disposing of it deletes it. */
export class TestOrganization implements AsyncDisposable {
  readonly id: string;
  readonly name: string;
  readonly adminKey: string;
  readonly baseURL: string;
  /** The variables that official clients read. */
  readonly env: Readonly<Record<string, string>>;

  constructor({ id, name, admin_key, base_url, env }: MadeOrganization) {
    this.id = id;
    this.name = name;
    this.adminKey = admin_key;
    this.baseURL = base_url;
    this.env = env;
  }

  /** Lets the next call of an operation fail: `fail('workspaces.create', { status: 500, when: 'after' })`. */
  async fail(operation: string, options: FaultOptions): Promise<FaultState> {
    const { status, type, message, retry_after, retry_after_ms, should_retry, ...others } = options;
    const { connection, body, ...rest } = others;
    const error = { status, type, message, retry_after, retry_after_ms, should_retry };
    const fault: Fault = { operation, ...rest, answer: defined({ ...error, connection, body }) };
    const { data } = await this.#call<{ data: FaultState[] }>('/faults', { body: fault });
    return data[0] as FaultState;
  }

  /** Its faults, with how often they struck. */
  async faults(): Promise<FaultState[]> {
    return (await this.#call<{ data: FaultState[] }>('/faults', { method: 'GET' })).data;
  }

  /** Rejects if a fault hasn’t struck as often as it should. */
  async assertFaults(): Promise<void> {
    await this.#call('/faults?assert=completed', { method: 'GET' });
  }

  /** What its clients sent, oldest first; only of an operation such as `workspaces.*` if given. */
  async requests(operation?: string): Promise<Entry[]> {
    const query = operation === undefined ? '' : `?${new URLSearchParams({ operation })}`;
    return (await this.#call<{ data: Entry[] }>(`/requests${query}`, { method: 'GET' })).data;
  }

  /** Rejects unless a client sent this, that many times if given; the cause says what was found. */
  async verify(expected: Expected): Promise<void> {
    await this.#call('/requests/verify', { body: expected });
  }

  /** Lets reads see writes only after so many ms. */
  async lag(ms: number): Promise<void> {
    await this.#call('/lag', { body: { ms } });
  }

  /** Allows so many requests a minute; 0 for any number. */
  async rateLimit(perMinute: number): Promise<void> {
    await this.#call('/rate-limit', { body: { per_minute: perMinute } });
  }

  /** Sets its clock forward, by a duration such as `P21D` or to a time; returns what it shows. */
  async advance(to: string): Promise<string> {
    const body = to.startsWith('P') || /^\d+[smhd]$/.test(to) ? { by: to } : { to };
    return (await this.#call<{ now: string }>('/clock/advance', { body })).now;
  }

  /** Lets its clock stand still. */
  async freeze(): Promise<void> {
    await this.#call('/clock/freeze');
  }

  /** Lets its clock run again. */
  async resume(): Promise<void> {
    await this.#call('/clock/resume');
  }

  /** Keeps its state under a name. */
  async snapshot(name: string): Promise<void> {
    await this.#call('/snapshots', { body: { name } });
  }

  /** Brings it back to how it was made, to `empty`, or to `snapshot:NAME`; faults, clock and log are reset, too. */
  async reset(to = 'seed'): Promise<void> {
    await this.#call('/reset', { body: { to } });
  }

  /** Deletes it. */
  async delete(): Promise<void> {
    await this.#call('', { method: 'DELETE' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.delete();
  }

  #call<T>(path: string, sent: Sent = {}): Promise<T> {
    return control<T>(this.baseURL, `/organizations/${this.id}${path}`, { key: this.adminKey, ...sent });
  }
}

type Defined<T> = { [name in keyof T]?: Exclude<T[name], undefined> };

/** Only the members that have a value. */
const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
