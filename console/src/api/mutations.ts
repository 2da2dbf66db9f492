import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiError, call } from './client.ts';
import { queryClient } from './query-client.ts';
import { showReceipt } from './receipt.ts';
import type { CreateBody, UpdateBody, Workspace } from './types.ts';

const collection = '/v1/organizations/workspaces';

/** Creates a workspace; retrying the same body after a lost response makes no duplicate. */
export function useCreate() {
  const open = useRef<{ text: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (body: CreateBody) => {
      const text = JSON.stringify(body);
      if (open.current?.text !== text) open.current = { text, key: randomKey() };
      return call<Workspace>(collection, { method: 'POST', body, idempotencyKey: open.current.key });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) open.current = null;
    },
    onSuccess: async (workspace, body) => {
      open.current = null;
      showReceipt({ did: 'Created', workspace, request: { verb: 'create', body } });
      await remember(workspace);
    },
  });
}

/** Changes only what is in the body. */
export function useUpdate(id: string) {
  return useMutation({
    mutationFn: (body: UpdateBody) => call<Workspace>(`${collection}/${id}`, { method: 'POST', body }),
    onSuccess: async (workspace, body) => {
      showReceipt({ did: 'Saved', workspace, request: { verb: 'update', id, body } });
      await remember(workspace);
    },
  });
}

/** Archives a workspace; this can’t be undone. */
export function useArchive(id: string) {
  return useMutation({
    mutationFn: () => call<Workspace>(`${collection}/${id}/archive`, { method: 'POST' }),
    onSuccess: async (workspace) => {
      showReceipt({ did: 'Archived', workspace, request: { verb: 'archive', id } });
      await remember(workspace);
    },
  });
}

/** Shows the response at once and refetches whatever else may have changed. */
function remember(workspace: Workspace): Promise<unknown> {
  queryClient.setQueryData(['workspaces', 'one', workspace.id], workspace);
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ['workspaces'] }),
    queryClient.invalidateQueries({ queryKey: ['status'] }),
  ]);
}

/** A replacement for `crypto.randomUUID`, which browsers withhold from pages served without TLS. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');
}
