import { Counter, collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client';
import { Timings } from './timings.ts';

/** The metrics of one server, for Prometheus. */
export interface Metrics {
  /** Counts a finished request, with its duration in seconds. */
  request(operation: string, status: number, seconds: number): void;
  /** Counts the seconds that an operation waited for the database. */
  database(operation: string, seconds: number): void;
  replayClaimed(): void;
  /** The exposition text and its content type. */
  read(): Promise<{ text: string; contentType: string }>;
}

/** `activeWorkspaces` is called at each scrape. Process metrics are collected from the first scrape on. */
export function createMetrics(activeWorkspaces: () => Promise<number>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const answered = new Map<string, Map<number, number>>();
  new Counter({
    name: 'workspaced_requests_total',
    help: 'Finished requests, by operation and status.',
    labelNames: ['operation', 'status'],
    registers,
    collect() {
      for (const [operation, counts] of answered) {
        for (const [status, count] of counts) this.inc({ operation, status }, count);
      }
      answered.clear();
    },
  });
  const latency = new Timings('workspaced_request_seconds', 'Time from request to end of response.');
  const database = new Timings(
    'workspaced_database_seconds',
    'Time that an operation waited for the database.',
  );
  for (const timings of [latency, database]) registry.registerMetric(timings as unknown as Metric);
  const replays = new Counter({
    name: 'workspaced_replays_claimed_total',
    help: 'Retried creates that returned the existing workspace instead of a duplicate.',
    registers,
  });
  new Gauge({
    name: 'workspaced_active_workspaces',
    help: 'Active workspaces of all organizations.',
    registers,
    async collect() {
      // The other metrics matter most while the database is down.
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
