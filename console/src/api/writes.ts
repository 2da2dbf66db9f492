import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Requested } from '../components/code/snippets.ts';
import { type Done, toast } from '../components/toast/toast.ts';
import { ApiError, call } from './client.ts';
import { queryClient } from './query-client.ts';
import type { Input, Output, WriteRoute } from './routes.ts';

/** What a write tells about itself once it has succeeded; nothing is shown without it. */
type Tell<R extends WriteRoute> = (answer: Output<R>, input: Input<R>) => Omit<Done, 'request'>;

/**
 * A change through the API. A retry after a lost response makes no duplicate. Afterwards everything on screen is read
 * again, since a change may have effects anywhere, and a toast tells what was done, with the same as code.
 */
export function useWrite<R extends WriteRoute>(
  route: R,
  tell?: Tell<R>,
): UseMutationResult<Output<R>, Error, Input<R>> {
  const open = useRef<{ text: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: Input<R>) => {
      const text = JSON.stringify(input);
      if (open.current?.text !== text) open.current = { text, key: randomKey() };
      return call(route, input, route.startsWith('POST ') ? { idempotencyKey: open.current.key } : {});
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) open.current = null;
    },
    onSuccess: async (answer, input) => {
      open.current = null;
      if (tell) toast({ ...tell(answer, input), request: { route, input: input as Requested['input'] } });
      await queryClient.invalidateQueries();
    },
  });
}

/** A replacement for `crypto.randomUUID`, which browsers withhold from pages served without TLS. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');
}
