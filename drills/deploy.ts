import { Checks } from './lib/deploy/checks.ts';
import { readCompose } from './lib/deploy/compose.ts';
import { accountOf } from './lib/deploy/container.ts';
import { buildImage } from './lib/deploy/image.ts';
import { playSecrets, playUnit } from './lib/deploy/play-files.ts';
import { playHangUps } from './lib/deploy/play-hang-ups.ts';
import { playImage } from './lib/deploy/play-image.ts';
import { playProxy } from './lib/deploy/play-proxy.ts';
import { playRestarts } from './lib/deploy/play-restarts.ts';
import { requirePrograms } from './lib/deploy/programs.ts';
import { Secrets } from './lib/deploy/secrets.ts';
import { Stack } from './lib/deploy/stack.ts';
import { readOptions } from './lib/options.ts';

// Tries deploy/ without Docker: the unit and compose.yaml as systemd and docker-compose read them; the steps of the
// Dockerfile, make-secrets.sh and the servers' entry points as processes; Caddy with the Caddyfile in front of two
// servers on PostgreSQL. No image is built, no container and no unit is started. Exits 1 on anything that doesn't hold.

requirePrograms();
const { logs } = readOptions({ rounds: '1' });
const checks = new Checks();
await playUnit(checks);

const services = readCompose();
await checks.check('docker-compose config', () => {
  const published = Object.keys(services).filter((name) => services[name]?.ports !== undefined);
  if (published.join() !== 'proxy') throw new Error(`${published.join(', ')} are published`);
  return `${Object.keys(services).length} services, of which the proxy alone is published`;
});

console.error('Running the steps of the Dockerfile.');
const image = buildImage();
await playImage(checks, image, logs);
const secrets = new Secrets(accountOf(image)?.uid ?? process.getuid?.() ?? image.user);
await playSecrets(checks, secrets);

const stack = await Stack.start(image, services, secrets, logs);
const { id } = JSON.parse(stack.run('orgs', 'create', 'Drill', '--limit', '1000000', '--json'));
const keys = Array.from({ length: 12 }, (_, index): string => {
  const name = `drill-${index}`;
  return JSON.parse(stack.run('admin-keys', 'create', '--org', id, '--name', name, '--json')).key;
});
await playProxy(checks, stack, keys[0] as string);
await playHangUps(checks, stack, keys[0] as string);
await playRestarts(checks, stack, keys);
console.log(checks.failed === 0 ? 'All of it holds.' : `${checks.failed} checks failed.`);
process.exit(checks.failed === 0 ? 0 : 1);
