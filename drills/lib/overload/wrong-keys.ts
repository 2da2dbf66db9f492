import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { readSetting, tellFigures } from './worker.ts';

// Asks for a list with wrong keys, on each connection again as soon as it is answered.

/** What a worker with wrong keys is told. */
export interface WrongKeysSetting {
  port: number;
  connections: number;
  kind: keyof typeof kinds;
}

/** Connections that were answered at least once, answers by status, and connections that the server cut. */
export interface WrongKeysFigures {
  served: number;
  answers: Record<string, number>;
  cut: number;
}

/** 43 characters out of the 64 of real keys. */
const randomKey = () => `sk-ant-admin01-${randomBytes(32).toString('base64url')}`;
const wrongKey = randomKey();
const malformed = [
  'x',
  'sk-ant-admin01-',
  'sk-ant-admin01-short',
  `sk-ant-api03-${'a'.repeat(43)}`,
  '{}',
  '~'.repeat(500),
];
let turn = 0;
const kinds = {
  random: randomKey,
  same: () => wrongKey,
  malformed: () => malformed[turn++ % malformed.length] as string,
};

const { port, connections, kind } = readSetting<WrongKeysSetting>();
const figures: WrongKeysFigures = { served: 0, answers: {}, cut: 0 };
const key = kinds[kind];

// A few at a time: a server that listens as Node does has room for 511 that it hasn't accepted.
for (let number = 0; number < connections; number++) setTimeout(openOne, Math.floor(number / 50) * 20);
tellFigures(() => figures);

function openOne(): void {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  const ask = () =>
    socket.write(
      `GET /v1/organizations/workspaces HTTP/1.1\r\nhost: 127.0.0.1\r\nx-api-key: ${key()}\r\n\r\n`,
    );
  let text = '';
  let isServed = false;
  socket.on('connect', ask);
  socket.on('data', (chunk) => {
    text += chunk;
    const head = text.indexOf('\r\n\r\n') + 4;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1]);
    if (head < 4 || text.length < head + length) return;
    const status = text.slice('HTTP/1.1 '.length, 12);
    figures.answers[status] = (figures.answers[status] ?? 0) + 1;
    if (!isServed) figures.served++;
    isServed = true;
    text = '';
    ask();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    figures.cut++;
    setTimeout(openOne, 100);
  });
}
