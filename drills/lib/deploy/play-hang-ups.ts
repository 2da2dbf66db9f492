import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { ReplayingClient } from '../client.ts';
import type { Checks } from './checks.ts';
import type { Stack } from './stack.ts';

const path = '/v1/organizations/workspaces';

/** Clients that hang up on a create and send it again, through the proxy. */
export async function playHangUps(checks: Checks, stack: Stack, key: string): Promise<void> {
  const { url } = stack.proxy;
  const again = async (name: string, headers: Record<string, string> = {}) => {
    const body = JSON.stringify({ name });
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'x-api-key': key, ...headers },
      body,
    });
    assert.equal(answer.status, 200, await answer.text());
  };
  const freeze = (signal: NodeJS.Signals) => {
    for (const server of stack.servers) server.kill(signal);
  };

  await checks.check('a client hangs up before the answer and repeats itself', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `Silent ${index}`);
    for (const name of names) {
      const socket = await dial(url);
      freeze('SIGSTOP');
      socket.write(requestOf(name, key));
      await sleep(50);
      socket.destroy();
      await sleep(50);
      freeze('SIGCONT');
      await again(name);
    }
    return count(await timesListed(stack, key, names));
  });

  await checks.check('a client hangs up at any moment and says that it repeats itself', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `Numbered ${index}`);
    for (const name of names) {
      const socket = await dial(url);
      socket.write(requestOf(name, key));
      await sleep(Math.random() * 10);
      socket.destroy();
      // Sooner than official libraries do it.
      await sleep(300);
      await again(name, { 'x-stainless-retry-count': '1' });
    }
    return count(await timesListed(stack, key, names));
  });
}

async function dial(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), servername: hostname });
  await once(socket, 'secureConnect');
  return socket.on('error', () => {});
}

function requestOf(name: string, key: string): string {
  const body = JSON.stringify({ name });
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${key}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

async function timesListed(stack: Stack, key: string, names: string[]): Promise<number[]> {
  const listed = await new ReplayingClient(stack.servers[0]?.baseURL ?? '', key).list();
  return names.map((wanted) => listed.filter(({ name }) => name === wanted).length);
}

function count(times: number[]): string {
  const duplicates = times.filter((each) => each !== 1).length;
  assert.equal(duplicates, 0, `${duplicates} of ${times.length} are there twice, or not at all`);
  return `${times.length} times, each workspace is there once`;
}
