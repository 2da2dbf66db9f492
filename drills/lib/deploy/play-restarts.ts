import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import { Audit } from '../audit.ts';
import { ReplayingClient } from '../client.ts';
import { Ledger } from '../ledger.ts';
import { Writers } from '../writers.ts';
import type { Checks } from './checks.ts';
import type { Stack } from './stack.ts';

/** One server after the other is stopped and started again under writers, then both at once. */
export async function playRestarts(checks: Checks, stack: Stack, keys: string[]): Promise<void> {
  const answers: Record<string, number> = {};
  const counting: typeof fetch = async (...request) => {
    const answer = await fetch(...request).catch((error: Error) => error);
    const kind = answer instanceof Error ? 'cut' : String(answer.status);
    answers[kind] = (answers[kind] ?? 0) + 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const baseURL = stack.proxy.url;
  const clients = keys.map(
    (apiKey) => new Anthropic({ baseURL, apiKey, maxRetries: 20, fetch: counting }).organization.workspaces,
  );

  await checks.check('each server is stopped and started again under writers', async () => {
    const ledger = new Ledger();
    const writers = new Writers(clients, ledger, 'Restart');
    for (const index of stack.servers.keys()) {
      await sleep(2000);
      assert.equal(await stack.stop(index), 0, 'its exit code');
      await sleep(2000);
      await stack.start(index);
    }
    await sleep(2000);
    await writers.stop();
    const audit = new Audit(ledger);
    const [key = ''] = keys;
    await audit.everything([new ReplayingClient(stack.servers[0]?.baseURL ?? '', key)]);
    const { refusals } = ledger;
    const { lost, duplicates } = audit;
    assert.deepEqual(
      { lost: [...lost], duplicates: [...duplicates], refusals },
      { lost: [], duplicates: [], refusals: [] },
    );
    for (const { baseURL } of stack.servers)
      assert.ok(await servesCreates(baseURL), 'a server gets no more creates');
    return `${ledger.entries.size} creates, none lost, none twice, none refused for good; answers ${JSON.stringify(answers)}`;
  });

  await checks.check('both servers are stopped', async () => {
    await Promise.all([...stack.servers.keys()].map((index) => stack.stop(index)));
    const answer = await fetch(`${baseURL}/v1/organizations/workspaces`, {
      ...{ method: 'POST', headers: { 'x-api-key': keys[0] as string }, body: '{"name": "Nobody there"}' },
    });
    const { type, error } = (await answer.json()) as { type: string; error: { type: string } };
    assert.deepEqual([type, error.type], ['error', 'api_error']);
    assert.ok([502, 503].includes(answer.status), `${answer.status}`);
    return `${answer.status} with the envelope`;
  });
}

async function servesCreates(baseURL: string): Promise<boolean> {
  const figures = await (await fetch(`${baseURL}/metrics`)).text();
  return /^workspaced_requests_total\{operation="workspaces.create",status="200"\} [1-9]/m.test(figures);
}
