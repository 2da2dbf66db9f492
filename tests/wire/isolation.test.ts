import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queryString } from './caller.ts';
import { newestActivity } from './feed.ts';
import { startServer } from './harness.ts';
import type { Answer } from './http.ts';
import { documentOf, type Operation } from './openapi.ts';
import { furnishAll, readAll, targetsOf } from './refusals/all.ts';

/** Kinds of ids that are named otherwise in places of an operation. */
const kinds: Record<string, Record<string, string>> = {
  'workspaces.list': { after_id: 'workspace_id', before_id: 'workspace_id', 'ids[]': 'workspace_id' },
  'workspaces.counts': { 'ids[]': 'workspace_id' },
  'workspaces.search': { after_id: 'workspace_id', before_id: 'workspace_id', 'ids[]': 'workspace_id' },
  'members.list': { after_id: 'user_id', before_id: 'user_id' },
  'users.list': { after_id: 'user_id', before_id: 'user_id' },
  'users.search': { after_id: 'user_id', before_id: 'user_id' },
  'invites.list': { after_id: 'invite_id', before_id: 'invite_id' },
  'admin_keys.list': { after_id: 'admin_key_id', before_id: 'admin_key_id' },
  'activities.list': {
    after_id: 'activity_id',
    before_id: 'activity_id',
    'actor_ids[]': 'user_id',
    'user_ids[]': 'user_id',
    'organization_ids[]': 'organization_id',
  },
  'api_keys.list': {
    after_id: 'api_key_id',
    before_id: 'api_key_id',
    created_by_user_id: 'user_id',
  },
  'api_keys.search': {
    after_id: 'api_key_id',
    before_id: 'api_key_id',
    created_by_user_id: 'user_id',
  },
};

/** Ids of kinds that no organization has, so that the fixtures can’t know one. */
const nowhere: Record<string, string> = {
  rbac_group_ids: 'rbac_group_011CZ2jXMzLbuxW5pCg9zFPi',
  external_key_id: 'ekey_011CZ2jXMzLbuxW5pCg9zFPi',
  user_profile_id: 'uprof_011CZ2jXMzLbuxW5pCg9zFPi',
};

/** What the object around an id needs besides it. */
const around: Record<string, object> = {
  'scope.workspace_id': { scope: { type: 'workspace' } },
  'principal.user_id': { principal: { type: 'user_actor' } },
  'principal.service_account_id': { principal: { type: 'service_account_actor' } },
};

/** Cursors that keep their place, whoever they belong to, if only they are well formed. */
const anyones = new Set(['activities.list after_id', 'activities.list before_id']);

/** What may be told about an id that isn’t of the organization. */
const tells: Record<Place['in'], (answer: Answer, place: Place) => boolean> = {
  path: ({ status }) => status === 404,
  query: ({ status, text }, { name }) => {
    const isCursor = name === 'after_id' || name === 'before_id';
    return isCursor ? status === 400 && text.includes(`"${name}: `) : status === 200;
  },
  body: ({ status, text }, { name }) => status === 404 || (status === 400 && text.includes(`"${name}: `)),
};

/** Where an id stands in a request. */
interface Place {
  in: 'path' | 'query' | 'body';
  /** With dots, in a nested member of a body. */
  name: string;
  isList: boolean;
}

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

const isId = (name: string) => /(^|_)ids?(\[\])?$/.test(name);
const branches = (schema: Schema): Schema[] =>
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(branches).concat(schema);
const isList = (schema: Schema) => branches(schema).some(({ type }) => type === 'array');

/** Every place of an operation where an id can stand. */
function placesOf({ parameters, requestBody }: Operation): Place[] {
  const named = parameters.flatMap(({ name, in: where, schema }): Place[] => {
    if (where === 'path') return [{ in: 'path', name, isList: false }];
    return where === 'query' && isId(name) ? [{ in: 'query', name, isList: isList(schema) }] : [];
  });
  return [...named, ...membersOf(requestBody?.content['application/json'].schema ?? {})];
}

function membersOf(schema: Schema, path = ''): Place[] {
  const members = branches(schema).flatMap(({ properties }) => Object.entries(properties ?? {}));
  return members.flatMap(([name, member]) => [
    ...(isId(name) ? [{ in: 'body' as const, name: path + name, isList: isList(member) }] : []),
    ...membersOf(member, `${path}${name}.`),
  ]);
}

/** The body with another value at a dotted name. */
function withMember(body: object, name: string, value: unknown): object {
  const [first = '', ...rest] = name.split('.');
  const inner = (body as Record<string, object | undefined>)[first] ?? {};
  return { ...body, [first]: rest.length === 0 ? value : withMember(inner, rest.join('.'), value) };
}

const server = await startServer();
const [ours, theirs] = [await server.organization('Ours'), await server.organization('Theirs')];
const { document } = await documentOf(server.url);
const fixtures = await furnishAll(server, ours);
const foreign = await furnishAll(server, theirs);
const foreignIds: Record<string, string> = Object.assign(
  {},
  nowhere,
  ...Object.values(foreign).map(({ params }) => params),
  { organization_id: theirs.organizationId, activity_id: await newestActivity(theirs) },
);

/** Everything that the other organization can read of itself. */
const everything = () => readAll(document, foreign, theirs);
const before = await everything();

describe('an id of another organization is answered as one that nobody has', () => {
  for (const { operation, target } of targetsOf(document, fixtures)) {
    for (const place of placesOf(operation)) {
      const { operationId } = operation;
      const { name } = place;

      /** Our request with this id in the place; the response without what differs in every response. */
      const ask = async (id: string) => {
        const there = target.at(place.in === 'path' ? { [name]: encodeURIComponent(id) } : {});
        const query = place.in === 'query' ? queryString({ [name]: id }) : '';
        const value = place.isList ? [id] : id;
        const body =
          there.body &&
          (place.in === 'body' ? withMember({ ...there.body, ...around[name] }, name, value) : there.body);
        const answer = await ours.send(target.method, there.path + query, { body });
        const { request_id } = answer.body as { request_id?: string };
        const echoed = JSON.stringify(id).slice(1, -1);
        const text = answer.text.replace(request_id ?? 'none', 'REQUEST').replaceAll(echoed, 'ID');
        const { 'request-id': _id, date: _date, 'content-length': _length, ...headers } = answer.headers;
        return { answer, told: { status: answer.status, text, headers } };
      };

      it(`${operationId}: ${name} in the ${place.in}`, async () => {
        const kind = kinds[operationId]?.[name] ?? name.split('.').at(-1) ?? '';
        const theirId = foreignIds[kind];
        assert.ok(theirId, `nobody knows a foreign ${kind}: add a row, or a parameter to a fixture`);
        const unknownId = theirId.replace(/.$/, (last) => (last === '1' ? '2' : '1'));
        const unknown = await ask(unknownId);
        const isAnyones = anyones.has(`${operationId} ${name}`);
        const isTold = isAnyones ? unknown.answer.status === 200 : tells[place.in](unknown.answer, place);
        assert.ok(isTold, unknown.answer.text);
        const malformed = [`${theirId}!`, 'malformed', `${theirId}\x01`, '\x7f', "' OR 1=1 --"];
        for (const id of isAnyones ? [theirId] : [theirId, ...malformed]) {
          assert.deepEqual((await ask(id)).told, unknown.told, JSON.stringify(id));
        }
      });
    }
  }
});

it('after all that, the other organization is unchanged', async () => {
  assert.deepEqual(await everything(), before);
});
