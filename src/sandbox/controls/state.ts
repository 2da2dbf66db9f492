import { Type } from 'typebox';
import { invalid } from '../../contract/errors.ts';
import { oneOf, strict } from '../../contract/fields.ts';
import { parseMoment } from '../../contract/moment.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { readAs, undone } from '../../db/undone.ts';
import { exportOrganization } from '../../state/export.ts';
import { importOrganization } from '../../state/import.ts';
import type { Control } from '../control.ts';
import { rowsOf } from '../reset.ts';
import { importOptions, type Sandbox } from '../sandbox.ts';
import { asRefusal, oneDocument, organizationIn } from './document.ts';
import { idOf, one } from './shared.ts';

/** What exports and imports the state of an organization. */
export function stateControls(sandbox: Sandbox): Control[] {
  const { db } = sandbox.tools;
  const documentOf = async (id: string, from: Reads) => ({
    version: 1,
    organizations: [await exportOrganization(from, id)],
  });
  return [
    {
      id: 'sandbox.state.export',
      method: 'GET',
      path: `${one}/state`,
      run: (call) => documentOf(idOf(call), db),
    },
    {
      id: 'sandbox.state.import',
      method: 'POST',
      path: `${one}/state`,
      body: Type.Object(
        {
          document: oneDocument,
          mode: Type.Optional(oneOf(['create', 'merge', 'replace'])),
          dry_run: Type.Optional(Type.Boolean()),
        },
        strict,
      ),
      async run(call) {
        const id = idOf(call);
        const { mode = 'merge', dry_run: dryRun = false } = call.body;
        const state = organizationIn(call.body.document, sandbox);
        const clock =
          state.clock === undefined ? undefined : laterMoment(state.clock, sandbox.clocks.of(id)());
        const importState = (tx: Transaction) =>
          importOrganization(tx, id, state, { ...importOptions(sandbox), mode });
        const importing = dryRun ? undone(db, id, importState) : db.transaction(id, importState);
        const result = await importing.catch((error) => {
          throw asRefusal(error);
        });
        if (dryRun) return result;
        await sandbox.readPins(id);
        if (state.faults !== undefined) sandbox.setFaults(id, state.faults);
        if (clock !== undefined) await sandbox.setClock(id, sandbox.clocks.advanced(id, clock));
        return result;
      },
    },
    {
      id: 'sandbox.snapshots.get',
      method: 'GET',
      path: `${one}/snapshots/{name}`,
      async run(call) {
        const id = idOf(call);
        const rows = await rowsOf(db, id, `snapshot:${call.params.name}`);
        return readAs(db, id, rows, (tx) => documentOf(id, tx));
      },
    },
  ];
}

/** A time in microseconds; throws 400 if the clock shows a later one. */
function laterMoment(time: string, now: number): number {
  const moment = Math.floor(parseMoment(time) ?? 0);
  if (moment < now)
    throw invalid('document.clock', 'should not be earlier than the clock shows: it only goes forward');
  return moment;
}
