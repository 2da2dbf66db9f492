/** How long an organization’s old rows aren’t looked for after they were, in ms. */
const pause = 10_000;
const mostRemembered = 10_000;

/** When each organization’s old rows were last deleted: looking for them at every write would be slow. */
export class Purges {
  readonly #last = new Map<string, number>();

  /** Whether they are to be deleted now, in ms by any clock, even one that may be set back; they then count as deleted. */
  isDue(organizationId: string, now: number): boolean {
    const last = this.#last.get(organizationId);
    if (last !== undefined && Math.abs(now - last) < pause) return false;
    if (this.#last.size >= mostRemembered) this.#last.clear();
    this.#last.set(organizationId, now);
    return true;
  }
}
