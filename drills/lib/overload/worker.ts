import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { giveUp } from '../teardown.ts';

/** A program of this folder in a process of its own, which counts, and tells its figures when it is asked. */
export class Worker<Figures> {
  readonly #child;
  #stopping = false;

  /** Starts the program `name` with this setting; a program that ends by itself ends the drill. */
  constructor(name: string, setting: object) {
    this.#child = fork(join(import.meta.dirname, `${name}.ts`), [JSON.stringify(setting)]);
    this.#child.once('exit', (code, signal) => {
      if (!this.#stopping) giveUp(`${name} ended by itself (${code ?? signal}).`);
    });
  }

  /** The figures up to now. */
  async figures(): Promise<Figures> {
    this.#child.send('figures');
    const [figures] = await once(this.#child, 'message');
    return figures;
  }

  /** Ends the program with all its connections, and gives the last figures. */
  async stop(): Promise<Figures> {
    const figures = await this.figures();
    this.#stopping = true;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
    return figures;
  }
}

/** In a worker: what the drill told it to do. */
export function readSetting<Setting>(): Setting {
  return JSON.parse(process.argv[2] ?? '{}');
}

/** In a worker: answers the drill whenever it asks, and ends with it. */
export function tellFigures(figures: () => object): void {
  process.on('message', () => process.send?.(figures()));
  process.once('disconnect', () => process.exit());
}
