import { writeFileSync } from 'node:fs';
import { type ChildOptions, startChild } from './child.ts';
import type { Node } from './patroni.ts';
import { freePort } from './port.ts';

/** Starts HAProxy, which sends connections to the node whose Patroni says it is the primary; gives its port. */
export async function startHaproxy(
  program: string,
  directory: string,
  nodes: Node[],
  options: ChildOptions,
): Promise<number> {
  const port = await freePort();
  const file = `${directory}/haproxy.cfg`;
  writeFileSync(file, configuration(port, nodes));
  startChild(program, ['-db', '-f', file], options);
  return port;
}

function configuration(port: number, nodes: Node[]): string {
  return `
global
  maxconn 2000
defaults
  mode tcp
  timeout connect 1s
  timeout check 1s
  timeout client 30m
  timeout server 30m
listen primary
  bind 127.0.0.1:${port}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
${nodes.map((node) => `  server ${node.name} 127.0.0.1:${node.port} check port ${node.restPort}`).join('\n')}
`;
}
