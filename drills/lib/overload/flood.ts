import { connect, type Socket } from 'node:net';
import { readSetting, tellFigures } from './worker.ts';

// Holds connections to a server and never closes one: for each that the server cuts, it opens another.

/** What a flood is told. */
export interface FloodSetting {
  port: number;
  /** The address that it comes from. */
  from: string;
  connections: number;
  /** Most connections that are opened in a second. */
  pace: number;
  /** What connections send, by turns, with a running number for each `{n}`; none: they send nothing. */
  texts: string[];
  /** After how many ms each sends again, answered or not; 0: it sends once. */
  every: number;
  /** What it reads of the answers; slowly: up to 64 KiB of each connection each 250 ms. */
  reads: 'all' | 'nothing' | 'slowly';
}

/** Connections that are open, that were ever opened, and that the server cut or refused. */
export interface FloodFigures {
  open: number;
  opened: number;
  cut: number;
}

const { port, from, connections, pace, texts, every, reads } = readSetting<FloodSetting>();
const open = new Set<Socket>();
/** Answered and ended by the server, not by us: whether they still take its memory is for the server to see to. */
const ended: Socket[] = [];
let opened = 0;
let cut = 0;
let sent = 0;

setInterval(() => {
  for (let most = pace / 100; most > 0 && open.size < connections; most--) openOne();
}, 10);
tellFigures((): FloodFigures => ({ open: open.size, opened, cut }));

function openOne(): void {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen: true });
  let timer: NodeJS.Timeout | undefined;
  const lose = () => {
    clearInterval(timer);
    if (!open.delete(socket)) return;
    cut++;
    keep(socket);
  };
  open.add(socket);
  socket.on('error', () => {});
  socket.on('end', lose);
  socket.on('close', lose);
  socket.on('connect', () => {
    opened++;
    say(socket);
    if (every > 0) timer = setInterval(say, every, socket);
  });
  if (reads === 'nothing') socket.pause();
  else {
    socket.on('data', () => {
      if (reads === 'all') return;
      socket.pause();
      setTimeout(() => socket.resume(), 250);
    });
  }
}

function say(socket: Socket): void {
  const text = texts[sent % texts.length];
  if (text !== undefined) socket.write(text.replaceAll('{n}', String(sent++)));
}

/** Leaves open on our side what the server ended, as many as there are connections; what it never answered, two seconds. */
function keep(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.bytesRead === 0) setTimeout(() => socket.destroy(), 2000);
  else if (ended.push(socket) > connections) ended.shift()?.destroy();
}
