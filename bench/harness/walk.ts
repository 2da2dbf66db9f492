// Official clients that walk through all workspaces, page after page: node walk.ts JOB, prints what wrk.lua prints.
import { readFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import type { Walk } from './load.ts';
import { tell } from './tell.ts';

const { url, key, limit, seconds, starts }: Walk = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const times: number[] = [];
const started = performance.now();

async function walk(start: string): Promise<void> {
  const { workspaces } = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 }).organization;
  let sentAt = performance.now();
  for (let query: object = { after_id: start }; ; query = {}) {
    for await (const _page of (await workspaces.list({ limit, ...query })).iterPages()) {
      const now = performance.now();
      times.push(now - sentAt);
      if (now - started > seconds * 1000) return;
      sentAt = now;
    }
  }
}

await Promise.all(starts.map(walk));
tell(times, (performance.now() - started) / 1000);
