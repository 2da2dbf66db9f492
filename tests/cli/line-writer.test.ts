import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readFileSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { LineWriter } from '../../src/cli/line-writer.ts';
import { folder } from './program.ts';

const root = join(import.meta.dirname, '..', '..');
const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index} Zürich 東京 🗼\n`);

describe('log lines', () => {
  it('are written whole and in order, also very long ones', async () => {
    const file = join(folder, 'lines');
    const descriptor = openSync(file, 'w');
    const writer = new LineWriter(descriptor);
    const all = [...lines(5000), `${'東'.repeat(100_000)}\n`, ...lines(5000)];
    for (const [index, line] of all.entries()) {
      writer.write(line);
      if (index % 3000 === 0) await sleep(15);
    }
    while (statSync(file).size < Buffer.byteLength(all.join(''))) await sleep(5);
    assert.equal(readFileSync(file, 'utf8'), all.join(''));
    closeSync(descriptor);
  });

  it('that are waiting at exit are written then', () => {
    const file = join(folder, 'last-lines');
    const descriptor = openSync(file, 'w');
    const writer = new LineWriter(descriptor);
    for (const line of lines(5000)) writer.write(line);
    writer.flushSync();
    writer.write('at last\n');
    writer.flushSync();
    assert.equal(readFileSync(file, 'utf8'), `${lines(5000).join('')}at last\n`);
    closeSync(descriptor);
  });

  it('are written once written() resolves', async () => {
    const file = join(folder, 'awaited-lines');
    const descriptor = openSync(file, 'w');
    const writer = new LineWriter(descriptor);
    for (const line of lines(5000)) writer.write(line);
    await writer.written();
    assert.equal(readFileSync(file, 'utf8'), lines(5000).join(''));
    closeSync(descriptor);
  });

  it('delay the exit by a second at most, and reach a late reader whole', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const descriptor = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    const writer = new LineWriter(descriptor);
    for (const line of lines(20_000)) writer.write(line);
    const started = performance.now();
    await writer.written();
    assert.ok(performance.now() - started > 900);
    let text = '';
    for await (const data of new Socket({ fd: reader }).setEncoding('utf8')) {
      text += data;
      if (text.length === lines(20_000).join('').length) break;
    }
    assert.equal(text, lines(20_000).join(''));
    closeSync(descriptor);
  });

  it('are dropped, and counted, if too many are waiting', async () => {
    const file = join(folder, 'dropped-lines');
    const descriptor = openSync(file, 'w');
    const writer = new LineWriter(descriptor);
    const line = `${'x'.repeat(999)}\n`;
    for (let index = 0; index < 20_000; index++) writer.write(line);
    writer.flushSync();
    const written = readFileSync(file, 'utf8').trimEnd().split('\n');
    const told = JSON.parse(written.pop() ?? '');
    assert.equal(told.msg, 'log lines were dropped');
    assert.ok(told.lines > 0);
    assert.equal(written.length + told.lines, 20_000);
    closeSync(descriptor);
  });

  it('wait for a slow reader without delaying anything', async () => {
    const program = `
      import { LineWriter } from './src/cli/line-writer.ts';
      const writer = new LineWriter(1);
      void process.stdout; // Node makes the pipe one that is full instead of one that waits.
      for (let index = 0; index < 20000; index++) writer.write(index + ' '.repeat(50) + '\\n');
      setTimeout(() => process.stderr.write('not held up'), 50);`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { cwd: root });
    const [told] = await once(child.stderr, 'data');
    assert.equal(String(told), 'not held up');
    await sleep(100);
    const written = (await child.stdout.setEncoding('utf8').toArray()).join('').trimEnd().split('\n');
    assert.deepEqual(
      written.map((line) => Number(line)),
      Array.from({ length: 20_000 }, (_, index) => index),
    );
  });
});
