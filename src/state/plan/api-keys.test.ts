import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faults, future, past, place, plan, titles } from '../../../tests/state/plans.ts';
import type { WorkspaceState } from '../document.ts';

describe('a plan for API keys', () => {
  const keys = (...api_keys: NonNullable<WorkspaceState['api_keys']>) => ({
    workspaces: [{ name: 'One', api_keys }],
  });
  const live = (...api_keys: NonNullable<WorkspaceState['api_keys']>) => ({
    workspaces: [place({ api_keys })],
  });

  it('creates them where the server does, for whom they are to be, and says so elsewhere', () => {
    const wanted = {
      ...keys({ name: 'k', status: 'inactive', service_account: 'robot' }),
      service_accounts: [{ name: 'robot' }],
    };
    const created = plan(wanted, live(), { createsKeys: true });
    assert.deepEqual(titles(created), [
      'create service account robot',
      'create API key k in One',
      'update API key k in One',
    ]);
    assert.deepEqual(plan(wanted, live()).notes, [
      'API key k in One can’t be created by this API: create it in the console',
    ]);
    assert.equal(faults(plan(keys({ name: 'k', key: 'chosen' }), live(), { createsKeys: true })).length, 1);
    assert.equal(faults(plan(keys({ name: 'k', user: 'nobody' }), live(), { createsKeys: true })).length, 1);
    assert.deepEqual(plan(keys({ name: 'k', expires_at: past }), live(), { createsKeys: true }).steps, []);
  });

  it('finds them by id, else by name among those in use', () => {
    const archived = { id: 'k1', name: 'k', status: 'archived' } as const;
    const active = { id: 'k2', name: 'k', status: 'active' } as const;
    const turned = plan(keys({ name: 'k', status: 'inactive' }), live(archived, active));
    assert.deepEqual(turned.steps[0]?.request.params, { api_key_id: 'k2' });
    assert.equal(faults(plan(keys({ name: 'k' }), live(active, { ...active, id: 'k3' }))).length, 1);
    assert.match(
      faults(plan(keys({ id: 'k1', name: 'k', status: 'active' }), live(archived)))[0] ?? '',
      /can’t be undone/,
    );
    assert.deepEqual(titles(plan(keys({ id: 'k2', name: 'new' }), live(active))), [
      'update API key new in One',
    ]);
    assert.equal(faults(plan(keys({ id: 'k2', name: 'k', expires_at: future }), live(active))).length, 1);
  });
});
