import { compete, type Scene } from '../harness/rounds.ts';
import type { SeededOrganization } from '../harness/seed.ts';
import type { Server } from '../harness/servers.ts';
import { mix } from './mix.ts';
import { gets, loadWith, type Operation } from './operations.ts';
import type { Plan } from './plan.ts';

/** Latencies of gets and of the mixed load, each sent at half of the rate that the server has just reached with it. */
export async function measureHalfOfSaturation(
  server: Server,
  organization: SeededOrganization,
  plan: Plan,
): Promise<Scene> {
  const how = { connections: 64, seconds: plan.seconds };
  const contender = (operation: Operation) => ({
    name: operation.name,
    measure: async () => {
      const { rate } = await loadWith(server, operation, how);
      const { headers, requests } = operation;
      return await server.openLoop({ ...how, headers, requests: requests(), rate: rate / 2 });
    },
  });
  return await compete({ name: 'half of saturation', connections: how.connections, rounds: plan.rounds }, [
    contender(gets(organization)),
    contender(mix('mixed', [organization])),
  ]);
}
