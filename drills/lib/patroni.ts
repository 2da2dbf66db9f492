import { writeFileSync } from 'node:fs';
import { type Child, type ChildOptions, startChild } from './child.ts';
import type { Programs } from './packages.ts';
import { postmasterPid, stopPostmasterAtExit } from './postmaster.ts';
import { killTrees } from './process-tree.ts';

/** What a node is called and where it listens. */
export interface NodeAddress {
  name: string;
  port: number;
  restPort: number;
}

/** Where a node keeps its files, and the etcd that it votes in. */
export interface NodeSetting {
  directory: string;
  etcd: string;
  programs: Programs;
  options: ChildOptions;
}

/** What the drills read in Patroni's answers: `replication` at `/patroni`, `members` at `/cluster`. */
export interface PatroniStatus {
  replication?: { state: string }[];
  members?: { role: string }[];
}

const users = {
  superuser: { username: 'postgres', password: 'drill' },
  replication: { username: 'replicator', password: 'drill' },
};

/** One PostgreSQL under its own Patroni. */
export class Node implements NodeAddress {
  readonly name: string;
  readonly port: number;
  readonly restPort: number;
  readonly #setting: NodeSetting;
  readonly #dataDirectory: string;
  #patroni: Child | undefined;

  constructor(address: NodeAddress, setting: NodeSetting) {
    this.name = address.name;
    this.port = address.port;
    this.restPort = address.restPort;
    this.#setting = setting;
    this.#dataDirectory = `${setting.directory}/${this.name}`;
    writeFileSync(this.#file, JSON.stringify(this.#configuration(), null, 2));
    stopPostmasterAtExit(this.#dataDirectory);
  }

  /** Starts Patroni, which makes, rewinds or copies the data as needed and starts PostgreSQL. */
  start(): void {
    this.#patroni = startChild(this.#setting.programs.patroni, [this.#file], this.#setting.options);
  }

  /** Kills Patroni, PostgreSQL and every one of its processes at once. */
  kill(): void {
    const roots = [this.#patroni?.pid, postmasterPid(this.#dataDirectory)];
    killTrees(roots.filter((pid) => pid !== undefined));
  }

  /** Patroni's answer at `path`, or undefined while it has none. */
  async ask(path: '/primary' | '/patroni' | '/cluster'): Promise<PatroniStatus | undefined> {
    return fetch(`http://127.0.0.1:${this.restPort}${path}`).then(
      (response) => (response.ok ? (response.json() as Promise<PatroniStatus>) : undefined),
      () => undefined,
    );
  }

  get #file(): string {
    return `${this.#setting.directory}/${this.name}.json`;
  }

  #configuration(): object {
    const { directory, etcd, programs } = this.#setting;
    return {
      scope: 'drill',
      name: this.name,
      etcd3: { hosts: [etcd] },
      restapi: { listen: `127.0.0.1:${this.restPort}`, connect_address: `127.0.0.1:${this.restPort}` },
      bootstrap: {
        dcs: clusterSettings,
        initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
      },
      postgresql: {
        listen: `127.0.0.1:${this.port}`,
        connect_address: `127.0.0.1:${this.port}`,
        bin_dir: programs.postgresBin,
        data_dir: this.#dataDirectory,
        pgpass: `${directory}/${this.name}.pgpass`,
        authentication: { ...users, rewind: users.superuser },
        parameters: { unix_socket_directories: directory, dynamic_shared_memory_type: 'mmap' },
        pg_hba: [
          'local all all scram-sha-256',
          'host all all 127.0.0.1/32 scram-sha-256',
          'host replication replicator 127.0.0.1/32 scram-sha-256',
        ],
        remove_data_directory_on_rewind_failure: true,
        remove_data_directory_on_diverged_timelines: true,
      },
    };
  }
}

/**
 * What all nodes share through etcd: a lost leader is noticed in seconds, and a commit is answered only once a standby
 * has applied it, which it does late, as a distant one: so a killed leader leaves many commits that are durable and unanswered.
 */
const clusterSettings = {
  ttl: 5,
  loop_wait: 1,
  retry_timeout: 2,
  synchronous_mode: true,
  synchronous_mode_strict: true,
  postgresql: {
    use_pg_rewind: true,
    use_slots: true,
    parameters: {
      synchronous_commit: 'remote_apply',
      recovery_min_apply_delay: '25ms',
      wal_retrieve_retry_interval: '500ms',
    },
  },
};
