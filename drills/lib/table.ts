/** A table that is printed row by row as the rows come. */
export class Table {
  readonly #columns: string[];

  constructor(...columns: string[]) {
    this.#columns = columns;
    this.row(...columns);
  }

  /** Prints one row, each cell to the right of its column. */
  row(...cells: (string | number)[]): void {
    console.log(
      cells.map((cell, index) => String(cell).padStart(this.#columns[index]?.length ?? 0)).join('  '),
    );
  }
}
