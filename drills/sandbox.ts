import { startServer, type TestOrganization } from '../src/server.ts';

// How long the sandbox takes, in memory, one call after another: to make an organization, empty and with 100 workspaces,
// and to reset it. Prints ms; the server and this client share the processor.

const rounds = 1000;
const collection = '/v1/organizations/workspaces';

/** Median and 99th percentile of that many calls, in ms. */
async function time(name: string, call: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await call();
    times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(rounds * share)]?.toFixed(2);
  console.log(`${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
}

await using server = await startServer({ requestLog: 'full' });
const made: TestOrganization[] = [];
const make = async (from?: string) => {
  made.push(await server.organization(from === undefined ? {} : { from }));
};

await time('an organization', () => make());
console.log(`${made.length} organizations at once, each with a fault and a clock of its own:`);
for (const org of made) {
  await org.fail('workspaces.create', { status: 500 });
  await org.advance('P1D');
}
await time('an organization beside them', () => make());
for (const org of made.splice(0)) await org.delete();

for (let index = 0; index < 100; index++) {
  await fetch(server.baseURL + collection, {
    method: 'POST',
    headers: { 'x-api-key': server.adminKey },
    body: JSON.stringify({ name: `w${index}`, tags: { team: 'search', stage: 'test' } }),
  });
}
await fetch(`${server.baseURL}/x/sandbox/organizations/${server.organizationId}/snapshots`, {
  method: 'POST',
  body: '{"name":"hundred"}',
});
await time('an organization from 100 workspaces', () => make('snapshot:hundred'));
const [org] = made as [TestOrganization];
await time('a reset to 100 workspaces', () => org.reset());
