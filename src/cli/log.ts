import pino, { type Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { LineWriter } from './line-writer.ts';
import { printable } from './table.ts';

/** A log on standard output and its writer: readable lines on a terminal, otherwise JSON. */
export async function createLog(settings: Settings): Promise<{ log: Logger; lines: LineWriter }> {
  const { logLevel: level, logFormat } = settings;
  // Accessing this makes Node switch pipes and sockets to non-blocking mode.
  const { isTTY } = process.stdout;
  const pretty = logFormat === 'pretty' || (logFormat === 'auto' && isTTY);
  const lines = pretty ? await createPrettyWriter() : new LineWriter(1);
  return { log: pino({ level, base: null }, lines), lines };
}

async function createPrettyWriter(): Promise<LineWriter> {
  const { prettyFactory } = await import('pino-pretty');
  const colorize = process.stdout.hasColors?.() === true;
  const pretty = prettyFactory({ colorize, singleLine: true });
  const request = prettyFactory({ colorize, hideObject: true, messageFormat: requestText });
  class PrettyWriter extends LineWriter {
    override write(line: string): void {
      super.write(line.endsWith('"msg":"request"}\n') ? request(line) : pretty(line));
    }
  }
  return new PrettyWriter(1);
}

/** A request and its result: `POST /v1/organizations/workspaces 400 3 ms name: String should …`. */
function requestText(line: Record<string, unknown>): string {
  const { method, path, status, ms, error } = line as unknown as RequestLine;
  const why = error === undefined ? '' : ` ${error.message}`;
  return printable(`${method} ${path} ${status} ${ms < 1 ? '<1' : Math.round(ms)} ms${why}`);
}

interface RequestLine {
  method: string;
  path: string;
  status: number;
  ms: number;
  error?: { message: string };
}
