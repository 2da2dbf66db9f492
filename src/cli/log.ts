import pino, { type Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { LineWriter } from './line-writer.ts';

/** Log lines on standard output: JSON for programs, readable ones for a person at a terminal. */
export async function createLog(settings: Settings): Promise<Logger> {
  const { logLevel: level, logFormat } = settings;
  const pretty = logFormat === 'pretty' || (logFormat === 'auto' && process.stdout.isTTY);
  if (!pretty) {
    const lines = new LineWriter(1);
    process.once('exit', () => lines.flushSync());
    return pino({ level, base: null }, lines);
  }
  const { default: prettyStream } = await import('pino-pretty');
  const colorize = process.stdout.hasColors?.() === true;
  return pino(
    { level },
    prettyStream({ colorize, sync: true, ignore: 'pid,hostname', singleLine: true, destination: 1 }),
  );
}
