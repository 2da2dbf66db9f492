import assert from 'node:assert/strict';
import { it } from 'node:test';
import { place, plan } from '../../../tests/state/plans.ts';
import { renderPlan } from './render.ts';

it('a plan is shown with signs, values before and after, and how much there is to do', () => {
  const live = { workspaces: [place({ display_color: '#000000' }), place({ id: 'w2', name: 'Two' })] };
  const wanted = { workspaces: [{ name: 'One', display_color: '#FFFFFF' }, { name: 'Three' }] };
  assert.deepEqual(renderPlan(plan(wanted, live, { archive: true })), [
    '- archive workspace Two (w2)',
    '~ update workspace One',
    '    display_color: "#000000" → "#FFFFFF"',
    '+ create workspace Three',
    '    name: "Three"',
    'To do: 1 to archive, 1 to update, 1 to create.',
  ]);
});
