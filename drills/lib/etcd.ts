import { type ChildOptions, startChild } from './child.ts';
import { freePort } from './port.ts';
import { waitFor } from './wait.ts';

/** Starts an etcd of one member, in which Patroni keeps who leads; gives its client address as host:port. */
export async function startEtcd(program: string, directory: string, options: ChildOptions): Promise<string> {
  const client = `127.0.0.1:${await freePort()}`;
  const peer = `http://127.0.0.1:${await freePort()}`;
  startChild(
    program,
    [
      ...['--name', 'etcd', '--data-dir', directory, '--logger', 'zap'],
      ...['--listen-client-urls', `http://${client}`, '--advertise-client-urls', `http://${client}`],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
      ...['--initial-cluster', `etcd=${peer}`],
    ],
    options,
  );
  await waitFor('etcd answers', 20, () =>
    fetch(`http://${client}/health`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return client;
}
