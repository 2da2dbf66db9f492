/** The values of server-sent events as they come; ends when the connection does. */
export async function* eventsFrom<T>({ body }: Response): AsyncGenerator<T> {
  if (body === null) return;
  let rest = '';
  for await (const chunk of textsOf(body)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice(6)) as T;
  }
}

/** Not every browser can iterate over a stream. */
async function* textsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield decoder.decode(next.value, { stream: true });
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
