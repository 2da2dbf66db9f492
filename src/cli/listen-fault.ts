import type { Settings } from '../config/settings.ts';

const faults: Record<string, string> = {
  EADDRINUSE: 'is in use: stop the other program, or choose another port by --port.',
  EACCES: 'is not for every user: choose a port from 1024 by --port.',
  EADDRNOTAVAIL: 'is not available, for this machine has no such address: choose another by --host.',
};

/** What to do about an address that can't be listened on, in one line; any other error as it is. */
export function listenFault(
  error: NodeJS.ErrnoException,
  { host, port }: Pick<Settings, 'host' | 'port'>,
): Error {
  const fault = error.syscall === 'listen' ? faults[error.code ?? ''] : undefined;
  return fault === undefined ? error : new Error(`Port ${port} on ${host} ${fault}`, { cause: error });
}
