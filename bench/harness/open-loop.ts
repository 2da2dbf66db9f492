// Sends requests when they are due, whatever the answers do: node open-loop.ts JOB, prints what wrk.lua prints. A latency
// begins when its request was due, so that a request which had to wait for a free connection has waited, too.
import { readFileSync } from 'node:fs';
import { Connection, texts } from './connection.ts';
import type { Load } from './load.ts';
import { tell } from './tell.ts';

const job: Load & { rate: number } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const requests = texts(job);
const free = await Promise.all(Array.from({ length: job.connections }, () => Connection.open(job.url)));
const all = [...free];
const total = Math.round(job.rate * job.seconds);
const interval = 1000 / job.rate;
const times: number[] = [];
const started = performance.now();
let sent = 0;

function sendNext(connection: Connection): void {
  const dueAt = started + sent * interval;
  connection.send(requests[sent % requests.length] as string, () => {
    times.push(performance.now() - dueAt);
    free.push(connection);
  });
  sent += 1;
}

/** Looks at the clock all the time: a timer would be late by up to a millisecond. */
function turn(): void {
  const due = Math.min(total, 1 + Math.floor((performance.now() - started) / interval));
  while (sent < due) {
    const connection = free.shift();
    if (connection === undefined) break;
    sendNext(connection);
  }
  if (times.length < total) return void setImmediate(turn);
  for (const connection of all) connection.close();
  tell(times, (performance.now() - started) / 1000);
}

turn();
