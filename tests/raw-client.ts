import { connect, type Socket } from 'node:net';

/** A connection to a server, on which nothing is sent yet. */
export async function dial(baseURL: string): Promise<Socket> {
  const { port, hostname } = new URL(baseURL);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => {});
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}

/** Everything that a server says to these bytes until it hangs up; the client itself never does. */
export async function exchange(baseURL: string, text: string): Promise<string> {
  const socket = await dial(baseURL);
  socket.write(text);
  let answer = '';
  for await (const data of socket.iterator({ destroyOnReturn: false })) answer += data;
  socket.destroy();
  return answer;
}
