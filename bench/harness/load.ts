import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child, cores, exists } from './child.ts';
import { work } from './work.ts';

export interface Request {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
  /** Only where one connection sends one request after the other: headers of this request alone. */
  headers?: Record<string, string>;
}

/** Requests that are sent in turn, as fast as the answers come. */
export interface Load {
  url: string;
  connections: number;
  seconds: number;
  headers: Record<string, string>;
  requests: readonly Request[];
}

/** What one load measured; times in µs. */
export interface Figures {
  /** Answers a second. */
  rate: number;
  p50: number;
  p99: number;
  /** How many answers came in all. */
  requests: number;
  /** Processor time of the server for one answer. */
  cpu: number;
  /** How much of its core the load itself used, 0–1: near 1 it would be the bottleneck. */
  loadShare: number;
}

const jobFile = join(work, 'load.job');

/** `wrk` where it is installed, else `autocannon`. */
export const loadTool = exists('wrk') ? 'wrk' : 'autocannon';

/** Loads a server from another process; throws if an answer isn't 2xx. */
export function load(server: Child, job: Load): Promise<Figures> {
  return observe(server, command(job));
}

/** Sends one request after the other over one connection, for latencies as precise as the clock. */
export function probe(server: Child, job: Omit<Load, 'connections'>): Promise<Figures> {
  writeFileSync(jobFile, JSON.stringify(job));
  return observe(server, [process.execPath, join(import.meta.dirname, 'probe.ts'), jobFile]);
}

async function observe(server: Child, command: string[]): Promise<Figures> {
  const startedAt = server.cpuSeconds;
  await using child = new Child(command, { core: cores.load, log: join(work, 'load.log') });
  const share = watchShare(child);
  if ((await child.ended()) !== 0) throw new Error(`the load failed: ${child.output}`);
  const measured = JSON.parse(child.output.trim().split('\n').at(-1) ?? '');
  if (measured.failed > 0) throw new Error(`${measured.failed} requests failed: ${child.output}`);
  return {
    rate: measured.requests / measured.seconds,
    p50: measured.p50,
    p99: measured.p99,
    requests: measured.requests,
    cpu: ((server.cpuSeconds - startedAt) / measured.requests) * 1e6,
    loadShare: await share,
  };
}

function command(job: Load): string[] {
  const { url, connections, seconds, headers, requests } = job;
  if (loadTool === 'autocannon') {
    writeFileSync(jobFile, JSON.stringify(job));
    return [process.execPath, join(import.meta.dirname, 'autocannon.js'), jobFile];
  }
  const lines = requests.map(({ method, path, body = '' }) => `${method}\t${path}\t${body}`);
  writeFileSync(jobFile, `${Object.entries(headers).flat().join('\t')}\n${lines.join('\n')}\n`);
  const script = join(import.meta.dirname, 'wrk.lua');
  return ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', script, url, '--', jobFile];
}

/** The share of its time that a process was on the processor, as of its last moments. */
async function watchShare(child: Child): Promise<number> {
  const started = performance.now();
  let share = Number.NaN;
  for (;;) {
    const cpu = child.cpuSeconds;
    if (Number.isNaN(cpu)) return share;
    share = cpu / ((performance.now() - started) / 1000);
    await sleep(50);
  }
}
