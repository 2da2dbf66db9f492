import pino, { type Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { LineWriter } from './line-writer.ts';

/** A log on standard output, and what writes its lines: JSON for programs, readable ones for a person at a terminal. */
export async function createLog(settings: Settings): Promise<{ log: Logger; lines: LineWriter }> {
  const { logLevel: level, logFormat } = settings;
  // Asked for this, Node has a pipe or socket say that it is full, where a write to it would wait otherwise.
  const { isTTY } = process.stdout;
  const pretty = logFormat === 'pretty' || (logFormat === 'auto' && isTTY);
  const lines = pretty ? await createPrettyWriter() : new LineWriter(1);
  return { log: pino({ level, base: null }, lines), lines };
}

async function createPrettyWriter(): Promise<LineWriter> {
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({ colorize: process.stdout.hasColors?.() === true, singleLine: true });
  class PrettyWriter extends LineWriter {
    override write(line: string): void {
      super.write(pretty(line));
    }
  }
  return new PrettyWriter(1);
}
