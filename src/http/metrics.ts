import { Counter, collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client';
import { Timings } from './timings.ts';

/** The figures of one server, as Prometheus reads them. */
export interface Metrics {
  /** One answered request; seconds since it came in. */
  request(operation: string, status: number, seconds: number): void;
  /** Seconds that an operation waited for the database. */
  database(operation: string, seconds: number): void;
  replayClaimed(): void;
  /** The exposition text and its content type. */
  read(): Promise<{ text: string; contentType: string }>;
}

/** `activeWorkspaces` is asked at each reading. Process figures are collected from the first reading on. */
export function createMetrics(activeWorkspaces: () => Promise<number>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const answered = new Map<string, Map<number, number>>();
  new Counter({
    name: 'workspaced_requests_total',
    help: 'Requests answered, by operation and status.',
    labelNames: ['operation', 'status'],
    registers,
    collect() {
      for (const [operation, counts] of answered) {
        for (const [status, count] of counts) this.inc({ operation, status }, count);
      }
      answered.clear();
    },
  });
  const latency = new Timings(
    'workspaced_request_seconds',
    'Time from the request to the end of its answer.',
  );
  const database = new Timings(
    'workspaced_database_seconds',
    'Time that an operation waited for the database.',
  );
  for (const timings of [latency, database]) registry.registerMetric(timings as unknown as Metric);
  const replays = new Counter({
    name: 'workspaced_replays_claimed_total',
    help: 'Replayed creates that were answered with the workspace they had made before.',
    registers,
  });
  new Gauge({
    name: 'workspaced_active_workspaces',
    help: 'Active workspaces of all organizations.',
    registers,
    async collect() {
      // While the database is away the other figures are wanted most.
      await activeWorkspaces().then(
        (count) => this.set(count),
        () => this.remove(),
      );
    },
  });
  let processFigures = false;
  return {
    request(operation, status, seconds) {
      const counts = answered.get(operation) ?? new Map<number, number>();
      answered.set(operation, counts.set(status, (counts.get(status) ?? 0) + 1));
      latency.observe(operation, seconds);
    },
    database: (operation, seconds) => database.observe(operation, seconds),
    replayClaimed: () => replays.inc(),
    async read() {
      if (!processFigures) collectDefaultMetrics({ register: registry });
      processFigures = true;
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}
