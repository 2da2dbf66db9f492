import { keepSending } from '../harness/load.ts';
import { compete, type Scene } from '../harness/rounds.ts';
import type { SeededOrganization } from '../harness/seed.ts';
import type { Server } from '../harness/servers.ts';
import { writes } from './mix.ts';
import type { Plan } from './plan.ts';

const clients = 2;

/** Two official clients that walk through one list by pages of 100, alone and while another client writes. */
export async function measureWalks(
  server: Server,
  organization: SeededOrganization,
  plan: Plan,
): Promise<Scene> {
  const { key, workspaces } = organization;
  // Far from each other: none asks for what the other has just been answered.
  const starts = Array.from(
    { length: clients },
    (_, index) => workspaces[Math.floor(((index + 1) / clients) * workspaces.length) - 1] as string,
  );
  const walk = () => server.walk({ key, limit: 100, seconds: plan.seconds, starts });
  const { headers, requests } = writes(organization);
  const walkBesideWrites = async () => {
    await using _writer = keepSending({ url: server.url, headers, requests: requests() });
    // The server's processor time is that of the writes, too.
    return { ...(await walk()), cpu: Number.NaN };
  };
  return await compete({ name: 'walks by 100', connections: clients, rounds: plan.rounds }, [
    { name: 'while nobody writes', measure: walk },
    { name: 'while another client writes', measure: walkBesideWrites },
  ]);
}
