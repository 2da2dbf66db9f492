import { Table } from '../table.ts';

/** The table of what was measured, what it may be at most, and whether it is. */
export class Verdicts {
  /** How many bounds were missed. */
  missed = 0;
  readonly #table = new Table('scenario'.padEnd(20), 'what'.padEnd(56), '    figure', ' bound', 'kept');

  /** A figure, and the bound that it must stay within if it has one. */
  figure(scenario: string, what: string, figure: number, bound?: number): void {
    const isKept = bound === undefined || figure <= bound;
    if (!isKept) this.missed++;
    const verdict = bound === undefined ? ['', ''] : [bound, isKept ? 'yes' : 'NO'];
    this.#table.row(scenario.padEnd(20), what.padEnd(56), Math.round(figure * 10) / 10, ...verdict);
  }
}
