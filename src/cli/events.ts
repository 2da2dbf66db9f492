import { checked } from './client.ts';
import type { Target } from './target.ts';
import { unreachable } from './unreachable.ts';

/**
 * What a server sends as server-sent events, each of them parsed JSON, until the connection ends. Throws if there is no
 * connection, or the server refuses.
 */
export async function* eventsFrom<T>(target: Target, path: string, signal: AbortSignal): AsyncGenerator<T> {
  const { base, key } = target;
  const headers = { accept: 'text/event-stream', ...(key !== undefined && { 'x-api-key': key }) };
  const response = await fetch(base + path, { headers, redirect: 'error', signal }).catch((error) => {
    throw unreachable(target, error);
  });
  if (!response.ok || response.body === null) checked(target, { response, text: await response.text() });
  let rest = '';
  try {
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice(6)) as T;
    }
  } catch {
    // The server has gone, or the signal has aborted: whoever wants more asks again.
  }
}
