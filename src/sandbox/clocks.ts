import type { Clock } from '../contract/clock.ts';

/** How the clock of an organization differs from the server’s; in microseconds. */
export interface Shift {
  ahead: number;
  /** The time at which it stands still; null if it runs. */
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

  /** How it differs from the server’s; undefined if it doesn’t. */
  shiftOf(organizationId: string): Shift | undefined {
    return this.#shifted.get(organizationId)?.shift;
  }

  /** Lets it differ by this much; undefined for the server’s own clock. */
  set(organizationId: string, shift: Shift | undefined): void {
    if (shift === undefined) this.#shifted.delete(organizationId);
    else this.#shifted.set(organizationId, { clock: this.#clock(shift), shift });
  }

  /** What a clock with this shift shows now, in microseconds. */
  at(shift: Shift | undefined): number {
    return shift === undefined ? this.#base() : this.#clock(shift)();
  }

  /** The shift with which it shows this time, in microseconds; changes nothing. */
  advanced(organizationId: string, to: number): Shift {
    const frozen = this.shiftOf(organizationId)?.frozen_at ?? null;
    return frozen === null ? { ahead: to - this.#base(), frozen_at: null } : { ahead: 0, frozen_at: to };
  }

  /** The shift with which it stands still from now on; changes nothing. */
  frozen(organizationId: string): Shift {
    return { ahead: 0, frozen_at: this.of(organizationId)() };
  }

  /** The shift with which it runs again from where it stood; changes nothing. */
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
