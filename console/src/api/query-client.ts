import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

const worthAnotherTry = (error: Error) =>
  !(error instanceof ApiError) || error.status === 429 || error.status >= 500;

/** The cache of API reads. It sends requests even when offline: the server may be on this machine. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && worthAnotherTry(error),
      retryDelay: (attempt) => 300 * 2 ** attempt,
    },
    mutations: { networkMode: 'always' },
  },
});
