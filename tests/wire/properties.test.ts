import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { type Query, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { type Fields, type ListQuery, Model } from './model.ts';
import { invalid, pageOf, type Workspace, workspaceOf } from './shapes.ts';

const limit = 25;
const server = await startServer({ 'workspace-limit': limit });
const caller = await server.organization();
const model = new Model(limit);

const tag = fc.constantFrom('env', 'team', 'a.b', '__proto__', 'constructor');
const tagsOf = (value: fc.Arbitrary<string | null>) => fc.dictionary(tag, value, { maxKeys: 3 });
const text = fc.string({ unit: 'grapheme', maxLength: 5 });
const common = {
  display_color: fc.stringMatching(/^#[0-9A-Fa-f]{6}$/),
  data_residency: fc.record(
    {
      allowed_inference_geos: fc.constantFrom('unrestricted', ['us'], ['global'], ['us', 'global']),
      default_inference_geo: fc.constantFrom('us', 'global'),
    },
    { requiredKeys: [] },
  ),
};
const name = fc
  .string({ unit: 'binary-ascii', minLength: 1, maxLength: 40 })
  .filter((s) => !s.includes('\u0000'));
const index = fc.nat({ max: 60 });

type Command =
  | { do: 'create'; fields: Fields }
  | { do: 'update'; index: number; fields: Fields }
  | { do: 'archive' | 'get'; index: number }
  | { do: 'list'; limit: number; include_archived: boolean; cursor?: [string, number]; chosen?: number[] };

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('create' as const),
    fields: fc.record({ name, tags: tagsOf(text), ...common }, { requiredKeys: ['name'] }),
  }),
  fc.record({
    do: fc.constant('update' as const),
    index,
    fields: fc.record({ name, tags: tagsOf(fc.option(text)), ...common }, { requiredKeys: [] }),
  }),
  fc.record({ do: fc.constantFrom('archive' as const, 'get' as const), index }),
  fc.record(
    {
      do: fc.constant('list' as const),
      limit: fc.integer({ min: 1, max: 40 }),
      include_archived: fc.boolean(),
      cursor: fc.tuple(fc.constantFrom('after_id', 'before_id'), index),
      chosen: fc.array(index, { minLength: 1, maxLength: 10 }),
    },
    { requiredKeys: ['do', 'limit', 'include_archived'] },
  ),
);

/** Runs one command on the server and on the model, and compares what they answer. */
async function run(command: Command): Promise<void> {
  const idAt = (index: number) => model.rows[index % Math.max(model.rows.length, 1)]?.id;
  if (command.do === 'create') {
    const answer = await caller.post(workspaces, command.fields);
    const expected = model.create(command.fields, answer.body as Workspace);
    return expected ? assert.deepEqual(workspaceOf(answer), expected) : invalid(answer);
  }
  if (command.do === 'list') {
    const { limit, include_archived, cursor, chosen } = command;
    const [side, index] = cursor ?? ['after_id', 0];
    const at = cursor && idAt(index);
    const ids = chosen?.map(idAt).filter((id) => id !== undefined);
    const query: ListQuery = {
      limit,
      include_archived,
      ...(at && { [side]: at }),
      ...(ids?.length && { ids }),
    };
    const answered = await caller.list({ ...query } as Query);
    return assert.deepEqual(answered, model.list(query));
  }
  const id = idAt(command.index);
  if (id === undefined) return;
  const place = command.index % model.rows.length;
  if (command.do === 'update') {
    const answer = await caller.post(`${workspaces}/${id}`, command.fields);
    const expected = model.update(place, command.fields);
    return expected ? assert.deepEqual(workspaceOf(answer), expected) : invalid(answer);
  }
  if (command.do === 'archive') {
    const archived = await caller.archive(id);
    return assert.deepEqual(archived, model.archive(place, archived.archived_at));
  }
  assert.deepEqual(await caller.retrieve(id), model.rows[place]);
}

it('a random series of operations gets the responses of a model in memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 60 }), async (commands) => {
      for (const command of commands) await run(command);
    }),
    { numRuns: 150, endOnFailure: true },
  );
});

it('any request, however odd, gets 200, 400 or 404', async () => {
  const key = fc.constantFrom('name', 'tags', 'display_color', 'data_residency', 'external_key_id', 'zzz');
  const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }));
  const body = fc.oneof(fc.json(), fc.dictionary(key, value), fc.string({ unit: 'binary' }));
  const parameter = fc.constantFrom(
    'limit',
    'after_id',
    'before_id',
    'ids[]',
    'ids',
    'include_archived',
    'zzz',
  );
  const query = fc.array(fc.tuple(parameter, fc.string({ unit: 'grapheme' })), { maxLength: 4 });
  const id = fc.string({ unit: 'grapheme', minLength: 1 }).map(encodeURIComponent);
  await fc.assert(
    fc.asyncProperty(body, query, id, async (body, query, id) => {
      const answers = await Promise.all([
        caller.post(workspaces, body),
        caller.post(`${workspaces}/${model.rows[0]?.id}`, body),
        caller.post(`${workspaces}/${id}`, body),
        caller.get(`${workspaces}?${new URLSearchParams(query)}`),
        caller.get(`${workspaces}/${id}`),
      ]);
      for (const { status, text } of answers)
        assert.ok([200, 400, 404].includes(status), `${status} ${text}`);
    }),
    { numRuns: 200 },
  );
  pageOf(await caller.get(workspaces));
});
