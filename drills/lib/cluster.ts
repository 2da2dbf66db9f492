import { databaseAccount } from './account.ts';
import { startEtcd } from './etcd.ts';
import { startHaproxy } from './haproxy.ts';
import { findPrograms } from './packages.ts';
import { Node } from './patroni.ts';
import { freePort } from './port.ts';
import { query } from './query.ts';
import { temporaryDirectory } from './teardown.ts';
import { waitFor } from './wait.ts';

/** Three PostgreSQL nodes under Patroni with etcd, behind HAProxy, in strict synchronous mode, all on loopback. */
export class Cluster {
  readonly url: string;
  readonly #nodes: Node[];

  private constructor(url: string, nodes: Node[]) {
    this.url = url;
    this.#nodes = nodes;
  }

  /** Sets the whole stack up in a directory of its own, with an empty database `workspaced`; it goes when the drill ends. */
  static async start(logs: string): Promise<Cluster> {
    const programs = findPrograms();
    const account = databaseAccount();
    const directory = temporaryDirectory('cluster', account);
    const env = {
      PATH: `${programs.postgresBin}:/usr/sbin:/usr/bin:/sbin:/bin`,
      LANG: 'C.UTF-8',
      HOME: directory,
    };
    const options = (name: string) => ({ log: `${logs}/${name}.log`, env, account });

    const etcd = await startEtcd(programs.etcd, `${directory}/etcd`, options('etcd'));
    const nodes: Node[] = [];
    for (const name of ['one', 'two', 'three']) {
      const address = { name, port: await freePort(), restPort: await freePort() };
      nodes.push(new Node(address, { directory, etcd, programs, options: options(name) }));
    }
    for (const node of nodes) node.start();
    const port = await startHaproxy(programs.haproxy, directory, nodes, options('haproxy'));
    const cluster = new Cluster(`postgres://postgres:drill@127.0.0.1:${port}/workspaced`, nodes);
    await cluster.whole();
    const leader = await cluster.leader();
    await query(`postgres://postgres:drill@127.0.0.1:${leader.port}/postgres`, 'create database workspaced');
    return cluster;
  }

  /** The node that leads now; fails when none does for a minute. */
  async leader(): Promise<Node> {
    return waitFor('a node leads', 60, async () => {
      for (const node of this.#nodes) if (await node.ask('/primary')) return node;
      return undefined;
    });
  }

  /** Waits until another node leads than `lost`. */
  async successor(lost: Node): Promise<Node> {
    return waitFor(`a node leads in place of ${lost.name}`, 60, async () => {
      const leader = await this.leader();
      return leader === lost ? undefined : leader;
    });
  }

  /** Waits until both other nodes stream from the leader and Patroni has named one of them the synchronous standby. */
  async whole(): Promise<void> {
    await waitFor('both standbys follow the leader', 120, async () => {
      const leader = await this.leader();
      const [status, cluster] = await Promise.all([leader.ask('/patroni'), leader.ask('/cluster')]);
      const streaming = (status?.replication ?? []).filter((standby) => standby.state === 'streaming');
      const roles = (cluster?.members ?? []).map((member) => member.role).sort();
      return streaming.length === 2 && roles.join() === 'leader,replica,sync_standby';
    });
  }
}
