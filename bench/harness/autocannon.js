// Runs one load as its own process: node autocannon.js JOB, and prints what wrk.lua prints.
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const { url, connections, seconds, headers, requests } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// To build very many beforehand would take a good part of the load's own time: each is then built when it is sent.
const built = requests.length > 10_000 ? { setupRequest: (request) => request } : {};
const prepared = requests.map((request) => ({ ...request, ...built }));
let client = 0;
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  headers,
  // Each connection sends its own share: over all of them no request is repeated before its turn.
  setupClient(instance) {
    const share = prepared.filter((_, index) => index % connections === client % prepared.length);
    instance.setRequests(share.length > 0 ? share : prepared);
    client += 1;
  },
});
const failed = result.errors + result.timeouts + result.non2xx;
console.log(
  JSON.stringify({
    requests: result['2xx'],
    seconds: result.duration,
    p50: result.latency.p50 * 1000,
    p99: result.latency.p99 * 1000,
    failed,
  }),
);
