import type { Clock } from '../contract/clock.ts';

/** What the clock of an organization differs by from the server’s; microseconds. */
export interface Shift {
  ahead: number;
  /** Where it stands still; null if it runs. */
  frozen_at: number | null;
}

/** The clocks of the organizations of a sandbox: the server’s own until one is advanced or frozen. They never go back. */
export class Clocks {
  readonly #base: Clock;
  readonly #shifted = new Map<string, { clock: Clock; shift: Shift }>();

  constructor(base: Clock) {
    this.#base = base;
  }

  /** The clock of an organization. */
  of = (organizationId: string): Clock => this.#shifted.get(organizationId)?.clock ?? this.#base;

  /** By what it differs, if it does. */
  shiftOf(organizationId: string): Shift | undefined {
    return this.#shifted.get(organizationId)?.shift;
  }

  /** Lets it differ by this much; undefined for the server’s own clock. */
  set(organizationId: string, shift: Shift | undefined): void {
    if (shift === undefined) this.#shifted.delete(organizationId);
    else this.#shifted.set(organizationId, { clock: this.#clock(shift), shift });
  }

  /** What a clock that differs so shows now, in microseconds. */
  at(shift: Shift | undefined): number {
    return shift === undefined ? this.#base() : this.#clock(shift)();
  }

  /** How it differs once it shows this time, in microseconds. */
  advanced(organizationId: string, to: number): Shift {
    const frozen = this.shiftOf(organizationId)?.frozen_at ?? null;
    return frozen === null ? { ahead: to - this.#base(), frozen_at: null } : { ahead: 0, frozen_at: to };
  }

  /** How it differs once it stands still. */
  frozen(organizationId: string): Shift {
    return { ahead: 0, frozen_at: this.of(organizationId)() };
  }

  /** How it differs once it runs again, from where it stood. */
  resumed(organizationId: string): Shift {
    const { ahead = 0, frozen_at = null } = this.shiftOf(organizationId) ?? {};
    return { ahead: frozen_at === null ? ahead : this.of(organizationId)() - this.#base(), frozen_at: null };
  }

  #clock({ ahead, frozen_at }: Shift): Clock {
    const base = this.#base;
    if (frozen_at !== null) {
      // What is made while it stands still keeps its order.
      let next = frozen_at;
      return Object.assign(() => next++, { ago: (time: number) => next - time });
    }
    return Object.assign(() => base() + ahead, { ago: (time: number) => base.ago(time) + ahead });
  }
}
