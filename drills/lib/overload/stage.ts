import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startChild } from '../child.ts';
import { freePort } from '../port.ts';
import { environment, program } from '../program.ts';
import { adminKey, isReady, type Server } from '../server.ts';
import { giveUp, temporaryDirectory } from '../teardown.ts';
import { waitFor } from '../wait.ts';
import { MemoryWatch } from './memory-watch.ts';
import { Verdicts } from './verdicts.ts';

/** In MB: a server that takes more is ended at once, for it would take all that the machine has. */
const memoryGuard = 2400;

/** A server under attack. */
export interface MeasuredServer extends Server {
  readonly port: number;
  readonly memory: MemoryWatch;
}

/** What all parts of the drill share: what it was told, the table, and how servers are started and measured. */
export class Stage {
  readonly verdicts = new Verdicts();
  readonly squatters: number;
  readonly #part: string;
  readonly #seconds: number;
  readonly #logs: string;

  /** Reads `--part NAME`, `--seconds N`, `--squatters N` and `--logs DIRECTORY`; `scenarios` are the names that there are. */
  constructor(scenarios: string[]) {
    const { values } = parseArgs({
      options: {
        part: { type: 'string', default: 'all' },
        seconds: { type: 'string', default: '30' },
        squatters: { type: 'string', default: '12000' },
        logs: { type: 'string' },
      },
    });
    this.#part = values.part;
    this.#seconds = Number(values.seconds);
    this.#logs = values.logs ?? temporaryDirectory('logs');
    this.squatters = Number(values.squatters);
    mkdirSync(this.#logs, { recursive: true });
    if (!scenarios.some((name) => this.plays(name))) giveUp(`--part is all or of ${scenarios.join(', ')}`);
  }

  /** Whether this scenario, `part/variant`, is to be played. */
  plays(scenario: string): boolean {
    return [scenario, scenario.split('/')[0], 'all'].includes(this.#part);
  }

  /** Starts a server as it is by default, apart from its database and port. */
  async startServer(scenario: string, database: string): Promise<MeasuredServer> {
    const port = await freePort();
    const args = [program, 'serve', '--database', database, '--port', String(port)];
    const log = `${this.#logs}/${scenario.replace('/', '-')}.log`;
    const env = { ...environment, WORKSPACED_ADMIN_KEY: adminKey };
    const child = startChild(process.execPath, args, { log, env });
    const baseURL = `http://127.0.0.1:${port}`;
    await waitFor('a server is ready', 60, () => {
      if (!child.running) throw new Error('a server ended at its start; --logs DIRECTORY keeps its log');
      return isReady(baseURL);
    });
    return Object.assign(child, { baseURL, port, memory: new MemoryWatch(child.pid, memoryGuard) });
  }

  /** Lets a scenario go on for so many seconds, `--seconds` at most, and notes where the server doesn't last that long. */
  async endure(scenario: string, server: MeasuredServer, seconds: number): Promise<void> {
    const begun = performance.now();
    const end = await Promise.race([
      sleep(Math.min(seconds, this.#seconds) * 1000, 'lasted' as const),
      server.memory.exceeded.then(() => `had more than ${memoryGuard} MB`),
      server.exited.then((code) => `ended by itself (${code})`),
    ]);
    if (end === 'lasted') return;
    const after = Math.round((performance.now() - begun) / 100) / 10;
    console.error(`${scenario}: the server ${end} after ${after} s.`);
    this.verdicts.figure(scenario, 'times that the server ended, or had to be', 1, 0);
  }

  /** Ends a server and its measurement. */
  async end(server: MeasuredServer): Promise<void> {
    server.memory.stop();
    server.kill('SIGKILL');
    await server.exited;
  }
}
