import { readFileSync } from 'node:fs';

/** Looks each half second at the sockets that a server on this port of loopback holds. */
export class SocketWatch {
  /** The most that it held at once. */
  mostHeld = 0;
  /** The longest that it was seen to hold a socket which it had ended already, in ms. */
  longestEnded = 0;
  readonly #port: string;
  readonly #since = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(port: number) {
    this.#port = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    this.#timer = setInterval(() => this.#look(), 500);
  }

  /** Ends the watch. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    // From after the first look to before the last one: reading takes its time, and nothing is to look longer than it was.
    const before = performance.now();
    const ours = readSockets().filter(({ local, inode }) => local.endsWith(this.#port) && inode !== '0');
    const after = performance.now();
    // While sockets come and go, the table may show one twice.
    const held = new Map(ours.map(({ inode, state }) => [inode, state]));
    this.mostHeld = Math.max(this.mostHeld, held.size);
    for (const [inode, state] of held) {
      if (!endedStates.has(state)) continue;
      const since = this.#since.get(inode) ?? after;
      this.#since.set(inode, since);
      this.longestEnded = Math.max(this.longestEnded, before - since);
    }
  }
}

/** FIN-WAIT-1 and FIN-WAIT-2: the end is sent, the other side hasn't answered with its own. */
const endedStates = new Set(['04', '05']);
const listening = '0A';

/** The kernel's table; a socket without an inode is no process's any more. */
function readSockets(): { local: string; state: string; inode: string }[] {
  return readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .slice(1, -1)
    .map((line) => line.trim().split(/ +/))
    .map(([, local = '', , state = '', , , , , , inode = '']) => ({ local, state, inode }))
    .filter(({ state }) => state !== listening);
}
