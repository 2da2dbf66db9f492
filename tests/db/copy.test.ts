import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addAdminKey } from '../../src/api/admin-keys/key.ts';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { makeWorkspace } from '../../src/api/workspaces/make.ts';
import { insert } from '../../src/api/workspaces/store.ts';
import { createClock } from '../../src/contract/clock.ts';
import { copy } from '../../src/db/copy.ts';
import type { Database } from '../../src/db/database.ts';
import { tables } from '../../src/db/tables.ts';
import { forEachDatabase, type Kind } from '../databases.ts';
import { limits } from '../limits.ts';

const now = createClock();
const none = () => {};

/** Two organizations with keys and more workspaces than one page of the copy. */
async function furnish(db: Database): Promise<void> {
  for (const name of ['First', 'Zweite „Ä“ 🦊']) {
    const { id } = await foundOrganization({ db, now, limits }, name);
    await db.transaction(id, async (tx) => {
      await addAdminKey(tx, id, `sk-${name}`, { name, now: now(), expiresAt: null });
      for (let index = 0; index < 1200; index++) {
        const workspace = makeWorkspace({ name: `${name} ${index}` }, limits, now());
        const doc = JSON.stringify(workspace);
        insert(tx, id, workspace, { isDefault: false, requestHash: null, undelivered: false, doc });
      }
    });
  }
}

/** The names of all tables but the record of migrations, and of the columns of one. */
const schemas = {
  sqlite: {
    tables:
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('schema_migrations', 'sqlite_sequence')",
    columns: 'SELECT name FROM pragma_table_info($1)',
  },
  postgres: {
    tables: `SELECT tablename AS name FROM pg_tables
      WHERE schemaname = current_schema() AND tablename <> 'schema_migrations'`,
    columns: `SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = $1`,
  },
};

/** Has a database store another name for every admin key than it is given. */
const falsify = {
  sqlite: `CREATE TRIGGER falsify AFTER INSERT ON admin_keys
    BEGIN UPDATE admin_keys SET name = 'false' WHERE id = NEW.id; END`,
  postgres: `CREATE FUNCTION falsify() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN NEW.name := 'false'; RETURN NEW; END $$;
    CREATE TRIGGER falsify BEFORE INSERT ON admin_keys FOR EACH ROW EXECUTE FUNCTION falsify()`,
};

let kinds: Kind[] = [];
forEachDatabase((kind) => {
  kinds = [...kinds, kind];

  test('to PostgreSQL and back is the same, byte for byte', async () => {
    const [first, second, third] = [await kind.open(), await (kinds[0] as Kind).open(), await kind.open()];
    await furnish(first);
    const there = await copy(first, second, none);
    const back = await copy(second, third, none);
    assert.deepEqual(back, there);
    assert.deepEqual(
      there.filter(({ rows }) => rows > 0).map(({ table, rows }) => [table, rows]),
      [
        ['organizations', 2],
        ['admin_keys', 2],
        ['workspaces', 2402],
        ['workspace_counts', 2],
        ['installation', 1],
      ],
    );
  });

  test('has every table and every column of the database', async () => {
    const db = await kind.open();
    const names = await db.all<{ name: string }>(schemas[kind.name].tables);
    const there: Record<string, string[]> = {};
    for (const { name } of names) {
      const columns = await db.all<{ name: string }>(schemas[kind.name].columns, name);
      there[name] = columns.map((column) => column.name).sort();
    }
    assert.deepEqual(
      Object.fromEntries(tables.map(({ name, columns }) => [name, [...columns].sort()])),
      there,
    );
  });

  test('a used target is refused and stays as it was', async () => {
    const [first, second] = [await kind.open(), await kind.open()];
    await furnish(first);
    await foundOrganization({ db: second, now, limits }, 'Here before');
    await assert.rejects(copy(first, second, none), /not empty/);
    const names = await second.all('SELECT name FROM organizations');
    assert.deepEqual(
      names.map((row) => ({ ...(row as object) })),
      [{ name: 'Here before' }],
    );
  });

  test('a copy that fails half-way leaves the target empty', async () => {
    const [first, second] = [await kind.open(), await kind.open()];
    await furnish(first);
    const failing = copy(first, second, (done) => {
      if (done > 1500) throw new Error('the plug was pulled');
    });
    await assert.rejects(failing, /plug/);
    assert.deepEqual(await second.all('SELECT id FROM organizations'), []);
    assert.ok((await copy(first, second, none)).some(({ rows }) => rows === 2402));
  });

  test('a target that stores something else is noticed and left empty, though the number of rows is right', async () => {
    const [first, second] = [await kind.open(), await kind.open()];
    await furnish(first);
    await second.transaction('', (tx) => tx.script(falsify[kind.name]));
    await assert.rejects(copy(first, second, none), /admin_keys differs after the copy/);
    assert.deepEqual(await second.all('SELECT id FROM organizations'), []);
  });
});
