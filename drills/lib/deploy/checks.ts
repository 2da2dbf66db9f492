/** Says of one check after another whether it holds. */
export class Checks {
  failed = 0;

  /** Prints what `prove` found, or why it threw. */
  async check(what: string, prove: () => Promise<string> | string): Promise<void> {
    try {
      console.log(`ok      ${what}: ${await prove()}`);
    } catch (error) {
      this.failed++;
      console.log(`FAILED  ${what}: ${(error as Error).message}`);
    }
  }
}
