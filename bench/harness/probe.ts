// One connection, one request after the other, written and read by hand so that the client adds next to nothing:
// node probe.ts JOB, prints what wrk.lua prints.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Load } from './load.ts';

const job: Omit<Load, 'connections'> = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { hostname, port } = new URL(job.url);
const texts = job.requests.map(({ path, headers }) => {
  const lines = Object.entries({ host: hostname, ...job.headers, ...headers });
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
});

const socket = connect(Number(port), hostname).setNoDelay();
const times: number[] = [];
let failed = 0;
let sentAt = 0;
/** Bytes of the answer that are still to come; its head comes whole in the first piece. */
let missing = 0;
let started = 0;

function send(): void {
  sentAt = performance.now();
  socket.write(texts[times.length % texts.length] as string);
}

function finish(): void {
  const now = performance.now();
  times.push((now - sentAt) * 1000);
  if (now - started < job.seconds * 1000) send();
  else tell((now - started) / 1000);
}

function tell(seconds: number): void {
  socket.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)];
  const requests = times.length;
  console.log(JSON.stringify({ requests, seconds, p50: at(0.5), p99: at(0.99), failed }));
}

socket.on('connect', () => {
  started = performance.now();
  send();
});
socket.on('data', (bytes) => {
  if (missing === 0) {
    const head = bytes.indexOf('\r\n\r\n') + 4;
    const text = bytes.toString('latin1', 0, head);
    if (!text.startsWith('HTTP/1.1 200')) failed += 1;
    missing = head + Number(/content-length: (\d+)/i.exec(text)?.[1]);
  }
  missing -= bytes.length;
  if (missing === 0) finish();
});
