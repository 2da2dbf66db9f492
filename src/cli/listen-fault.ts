import type { Settings } from '../config/settings.ts';

const faults: Record<string, string> = {
  EADDRINUSE: 'is in use: stop the other program, or choose another port with --port.',
  EACCES: 'needs elevated privileges: choose a port of 1024 or above with --port.',
  EADDRNOTAVAIL: 'is not available, because this machine has no such address: choose another with --host.',
};

/** If the server can't listen on the address, an error that says what to do; any other error as it is. */
export function listenFault(
  error: NodeJS.ErrnoException,
  { host, port }: Pick<Settings, 'host' | 'port'>,
): Error {
  const fault = error.syscall === 'listen' ? faults[error.code ?? ''] : undefined;
  return fault === undefined ? error : new Error(`Port ${port} on ${host} ${fault}`, { cause: error });
}
