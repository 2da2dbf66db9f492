import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child, cores, exists } from './child.ts';
import { work } from './work.ts';

export interface Request {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
  /** Headers of this request alone. */
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

/** Official clients that walk through pages of so many, over and over, each begun after one of these workspaces. */
export interface Walk {
  url: string;
  key: string;
  limit: number;
  seconds: number;
  starts: readonly string[];
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

/** `wrk` where it is installed, else `autocannon`. */
export const loadTool = exists('wrk') ? 'wrk' : 'autocannon';

/** Loads a server from another process; throws if an answer isn't 2xx. */
export function load(server: Child, job: Load): Promise<Figures> {
  return observe(server, loadTool === 'wrk' ? wrk(job) : script('autocannon.js', job));
}

/** Sends one request after the other over one connection, for latencies as precise as the clock. */
export function probe(server: Child, job: Omit<Load, 'connections'>): Promise<Figures> {
  return observe(server, script('probe.ts', job));
}

/** Sends so many requests a second, whatever the answers do, for latencies from when each was due. */
export function openLoop(server: Child, job: Load & { rate: number }): Promise<Figures> {
  return observe(server, script('open-loop.ts', job));
}

/** Walks through pages, for latencies of each of them as official clients see them. */
export function walk(server: Child, job: Walk): Promise<Figures> {
  return observe(server, script('walk.ts', job));
}

/** Sends one request after the other until it is stopped, by which it throws if an answer wasn't 200. */
export function keepSending(job: Omit<Load, 'connections' | 'seconds'>): AsyncDisposable {
  const child = start(script('probe.ts', { ...job, seconds: 3600 }));
  const stop = async () => {
    await child.stop();
    if ((await child.ended()) !== null) throw new Error(`it ended before it was stopped: ${child.output}`);
  };
  return { [Symbol.asyncDispose]: stop };
}

/** A tool with its job, and where it writes. */
interface Command {
  command: string[];
  log: string;
}

const start = ({ command, log }: Command) => new Child(command, { core: cores.load, log });

async function observe(server: Child, command: Command): Promise<Figures> {
  const startedAt = server.cpuSeconds;
  await using child = start(command);
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

function script(name: string, job: { url: string; seconds: number }): Command {
  const { file, log } = filesOf(name, job.url);
  writeFileSync(file, JSON.stringify(job));
  return { command: [process.execPath, join(import.meta.dirname, name), file], log };
}

function wrk({ url, connections, seconds, headers, requests }: Load): Command {
  const { file, log } = filesOf('wrk', url);
  const lines = requests.map(({ method, path, body = '', headers: own = {} }) =>
    [method, path, body, ...Object.entries(own).flat()].join('\t'),
  );
  writeFileSync(file, `${Object.entries(headers).flat().join('\t')}\n${lines.join('\n')}\n`);
  const lua = join(import.meta.dirname, 'wrk.lua');
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', lua];
  return { command: ['wrk', ...options, url, '--', file], log };
}

/** Tools and servers that are busy at the same time have files of their own. */
function filesOf(tool: string, url: string) {
  const start = join(work, `${tool}-${new URL(url).port}`);
  return { file: `${start}.job`, log: `${start}.log` };
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
