// One connection, one request after the other: node probe.ts JOB, prints what wrk.lua prints.
import { readFileSync } from 'node:fs';
import { Connection, texts } from './connection.ts';
import type { Load } from './load.ts';
import { tell } from './tell.ts';

const job: Omit<Load, 'connections'> = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const requests = texts(job);
const connection = await Connection.open(job.url);
const times: number[] = [];
const started = performance.now();
let sentAt = 0;

function send(): void {
  sentAt = performance.now();
  connection.send(requests[times.length % requests.length] as string, finish);
}

function finish(): void {
  const now = performance.now();
  times.push(now - sentAt);
  if (now - started < job.seconds * 1000) {
    send();
  } else {
    connection.close();
    tell(times, (now - started) / 1000);
  }
}

send();
