import { request } from 'node:http';

/** A response of a control, or of the API. */
export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Sends JSON and returns what comes back. */
export async function send<T = Record<string, unknown>>(
  url: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as T };
}

/** The status of a request with headers that `fetch` doesn’t send, such as `Host`. */
export function statusOf(
  url: string,
  method: string,
  headers: Record<string, string>,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
