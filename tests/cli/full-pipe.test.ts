import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { connect, createServer, Socket } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment } from '../environment.ts';
import { command, folder, longestLife } from './program.ts';

/** Their log lines are more than a pipe or a socket holds. */
const requests = 6000;
const formats = ['json', 'pretty'];
const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

interface Pipe {
  /** What a process is given to write to. */
  end: number | Socket;
  /** Takes all that comes out, until nobody can write any more. */
  read: () => Promise<string>;
}

let paths = 0;
const newPath = () => {
  paths += 1;
  return join(folder, `pipe-${paths}`);
};

async function textOf(stream: Socket): Promise<string> {
  return (await stream.setEncoding('utf8').toArray()).join('');
}

/** A pipe that nobody reads yet, as shells make them. */
function makePipe(path = newPath()): Pipe {
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, O_RDONLY | O_NONBLOCK);
  const end = openSync(path, 'w');
  const read = () => {
    closeSync(end);
    return textOf(new Socket({ fd: reader }));
  };
  return { end, read };
}

/** A pipe that is full from the start. */
function makeFullPipe(): Pipe {
  const path = newPath();
  const pipe = makePipe(path);
  const own = openSync(path, O_WRONLY | O_NONBLOCK);
  assert.throws(() => {
    for (;;) writeSync(own, '.');
  }, /EAGAIN/);
  closeSync(own);
  return pipe;
}

/** A socket that nobody reads yet, as service managers make them. */
async function makeSocket(): Promise<Pipe> {
  const path = newPath();
  const server = createServer({ pauseOnConnect: true }).listen(path);
  await once(server, 'listening');
  const end = new Socket().connect(path);
  const [reader] = await once(server, 'connection');
  server.close();
  after(() => reader.destroy());
  const read = () => {
    end.destroy();
    return textOf(reader);
  };
  return { end, read };
}

type Stream = Pipe['end'] | 'pipe';

/** Starts a server, and reads where it listens from the stream that isn't given. */
async function serveInto(format: string, stdout: Stream, stderr: Stream = 'pipe') {
  const [file = '', ...words] = command(['dev', '--port', '0', '--log-format', format]);
  const child = spawn(file, words, {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', stdout, stderr],
    timeout: longestLife,
    killSignal: 'SIGKILL',
  });
  const exit = once(child, 'exit');
  after(() => child.kill('SIGKILL'));
  const told = child.stderr ?? child.stdout;
  assert.ok(told);
  let [text, url] = ['', ''];
  told.on('data', (data) => {
    text += data;
    url = /http:[^\s"]+(?=[\s"])/.exec(text)?.[0] ?? '';
  });
  while (url === '') {
    assert.equal(child.exitCode, null, text);
    await Promise.race([once(told, 'data'), exit]);
  }
  /** Has the server answer all requests, which come on one connection. */
  const ask = async () => {
    const connection = connect(Number(new URL(url).port), '127.0.0.1');
    const request = 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n';
    connection.write(`${`${request}\r\n`.repeat(requests - 1)}${request}connection: close\r\n\r\n`);
    connection.setTimeout(10_000, () => connection.destroy(new Error('not answered')));
    assert.equal((await textOf(connection)).match(/HTTP\/1.1 200 /g)?.length, requests);
  };
  /** Sends SIGTERM and answers, soon enough, the exit code or the signal that ended it instead. */
  const stop = async () => {
    const sent = performance.now();
    child.kill('SIGTERM');
    const [code, signal] = await exit;
    assert.ok(performance.now() - sent < 10_000);
    return (signal ?? code) as number | string;
  };
  return { child, ask, stop };
}

/** Expects a line for each request, all of them whole, and the last one to say that it is over. */
function isWhole(log: string, format: string): void {
  const lines = log.split('\n');
  assert.equal(lines.pop(), '', 'the last line is whole');
  assert.match(lines.at(-1) ?? '', /closed/);
  const answered = format === 'json' ? /"status":200/ : /GET \/healthz 200 \S+ ms$/;
  const line =
    format === 'json'
      ? /^{"level":\d0,[^{}]*}$/
      : /^\[[\d:.]{12}] INFO: ([a-z ]+( {[^{}]*})?|GET \/healthz 200 \S+ ms)$/;
  assert.deepEqual(
    lines.filter((each) => !line.test(each)),
    [],
  );
  assert.equal(lines.filter((each) => answered.test(each)).length, requests);
}

describe('a log that nobody reads', { concurrency: 4 }, () => {
  for (const format of formats)
    for (const [kind, make] of Object.entries({ pipe: makePipe, socket: makeSocket }))
      it(`delays neither requests nor the exit: ${format} into a ${kind}`, async () => {
        const server = await serveInto(format, (await make()).end);
        await server.ask();
        assert.equal(await server.stop(), 0);
      });

  const onLinux = { skip: process.platform === 'linux' ? false : 'needs /proc' };

  it('delays the exit no longer when another process makes the pipe blocking', onLinux, async () => {
    const { end } = makePipe();
    const server = await serveInto('json', end);
    await letItWait(end);
    await server.ask();
    assert.equal(await server.stop(), 0);
  });

  it('doesn’t keep the process from exiting when a write to it blocks', async () => {
    const { end } = await makeSocket();
    const server = await serveInto('json', end);
    await letItWait(end);
    await server.ask();
    assert.equal(await server.stop(), 'SIGKILL');
  });

  it('does not end the server when its reader has gone', async () => {
    const server = await serveInto('json', 'pipe');
    server.child.stdout?.destroy();
    await server.ask();
    assert.equal(await server.stop(), 0);
  });
});

describe('a log that is read late', { concurrency: 4 }, () => {
  for (const format of formats)
    for (const [kind, make] of Object.entries({ pipe: makePipe, socket: makeSocket }))
      it(`has all its lines: ${format} from a ${kind}`, async () => {
        const { end, read } = await make();
        const server = await serveInto(format, end);
        await server.ask();
        const stopped = server.stop();
        await sleep(300);
        isWhole(await read(), format);
        assert.equal(await stopped, 0);
      });

  for (const format of formats)
    it(`has all its lines: ${format} in a file`, async () => {
      const path = newPath();
      const file = openSync(path, 'w');
      const server = await serveInto(format, file);
      await server.ask();
      assert.equal(await server.stop(), 0);
      isWhole(readFileSync(path, 'utf8'), format);
      closeSync(file);
    });
});

describe('a banner that nobody reads', () => {
  it('delays neither requests nor the exit', async () => {
    const server = await serveInto('json', 'pipe', makeFullPipe().end);
    await server.ask();
    assert.equal(await server.stop(), 0);
  });
});

/** Does what every Node does that starts a program with this as its own stream: writes to it will wait, whoever writes. */
async function letItWait(end: Pipe['end']): Promise<void> {
  await once(spawn('true', { stdio: ['ignore', end, 'ignore'] }), 'exit');
}
