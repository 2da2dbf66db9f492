import { Type } from 'typebox';
import { ApiError, invalid } from '../../contract/errors.ts';
import { oneOf, strict } from '../../contract/fields.ts';
import { parseMoment } from '../../contract/moment.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import type { OrganizationState } from '../../state/document.ts';
import { exportOrganization } from '../../state/export.ts';
import { StateFault } from '../../state/fault.ts';
import { importOrganization } from '../../state/import.ts';
import { checkDocument } from '../../state/read.ts';
import type { Control } from '../control.ts';
import { rowsOf } from '../reset.ts';
import { importOptions, type Sandbox } from '../sandbox.ts';
import { readAs, undone } from '../undone.ts';
import { idOf, one } from './shared.ts';

/** A state document with one organization, which is checked apart from its control. */
export const oneDocument = Type.Unsafe<object>({ type: 'object' });

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
        const state = organizationIn(call.body.document);
        const clock =
          state.clock === undefined ? undefined : laterMoment(state.clock, sandbox.clocks.of(id)());
        const importState = (tx: Transaction) =>
          importOrganization(tx, id, state, { ...importOptions(sandbox), mode });
        const result = await told(dryRun ? undone(db, id, importState) : db.transaction(id, importState));
        if (dryRun) return result;
        await sandbox.readPins(id);
        sandbox.addFaults(id, state.faults ?? []);
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
    throw invalid('document.clock', 'should be later than the clock shows: it only goes forward');
  return moment;
}

/** The only organization in a document; throws 400 with every fault of the document. */
export function organizationIn(document: object): OrganizationState {
  const { organizations } = refused(() => checkDocument(document));
  const [state, ...others] = organizations;
  if (state === undefined || others.length > 0) {
    throw new ApiError('invalid_request_error', 'document: should have one organization');
  }
  return state;
}

function refused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asRefusal(error);
  }
}

/** What an import promises, with the faults of its document as 400. */
export const told = <T>(importing: Promise<T>): Promise<T> =>
  importing.catch((error) => {
    throw asRefusal(error);
  });

const asRefusal = (error: unknown) =>
  error instanceof StateFault
    ? new ApiError('invalid_request_error', `document: ${error.message}`, {
        details: { faults: error.faults },
      })
    : error;
