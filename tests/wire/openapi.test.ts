import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validate } from '@scalar/openapi-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { startServer } from './harness.ts';
import { documentOf, type Operation, operationsOf, type Response } from './openapi.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });

function assertFits(schema: object, value: unknown, what: string) {
  assert.ok(ajv.validate(schema, value), `${what}: ${ajv.errorsText()}`);
}

const server = await startServer();
const strict = await startServer({
  'workspace-geos': 'eu',
  'inference-geos': 'eu',
  'require-version': true,
});
const { text, document } = await documentOf(server.url);
const operations = operationsOf(document);

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, version, errors } = await validate(text);
    assert.deepEqual({ valid, version, errors }, { valid: true, version: '3.1', errors: [] });
  });

  it('has an introduction, and a text for every tag that is used', () => {
    for (const word of ['Keys', 'Versions', 'Pagination', 'Errors', 'Retries']) {
      assert.match(document.info.description, new RegExp(`^## ${word}$`, 'm'));
    }
    const used = new Set(operations.flatMap(({ tags }) => tags));
    assert.deepEqual(
      new Set(document.tags.filter(({ description }) => description).map(({ name }) => name)),
      used,
    );
  });

  it('marks what is ours, what needs no key, and what is always refused', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const ours = path.startsWith('/x/');
      for (const each of Object.values(methods)) assert.equal(each['x-extension'], ours || undefined, path);
    }
    const needsNone = operations.filter(({ security }) => security !== undefined);
    assert.deepEqual(
      needsNone.map(({ operationId, security, responses }) => [operationId, security, '401' in responses]),
      [['invites.redeem', [], false]],
    );
    const bodies = JSON.stringify(operations.map(({ requestBody }) => requestBody));
    assert.equal(bodies.match(/"x-always-refused":true/g)?.length, 7);
  });
});

for (const [name, { url }] of Object.entries({ 'default settings': server, 'other settings': strict })) {
  describe(`every example fits its schema: ${name}`, async () => {
    for (const operation of operationsOf((await documentOf(url)).document)) {
      it(operation.operationId, () => {
        for (const parameter of operation.parameters) {
          if (parameter.in === 'path') assertFits(parameter.schema, parameter.example, parameter.name);
        }
        const body = operation.requestBody?.content['application/json'];
        if (body) assert.ok(Object.keys(body.examples).length > 1);
        for (const [name, { value }] of Object.entries(body?.examples ?? {}))
          assertFits(body?.schema ?? {}, value, name);
        for (const [status, { content }] of Object.entries(operation.responses)) {
          if (content === undefined) continue;
          const { schema, example, examples = {} } = content['application/json'];
          if (status === '200') assertFits(schema, example, status);
          else assert.ok(Object.keys(examples).length > 0, status);
          for (const [name, { value }] of Object.entries(examples)) assertFits(schema, value, name);
        }
      });
    }
  });
}

describe('what depends on settings', async () => {
  const other = operationsOf((await documentOf(strict.url)).document);
  const needsVersion = (all: Operation[]) =>
    all.map(({ parameters }) => parameters.find(({ name }) => name === 'anthropic-version')?.required);

  it('whether a version is required', () => {
    assert.ok(needsVersion(operations).every((required) => required === false));
    assert.ok(needsVersion(other).every((required) => required === true));
  });
});

describe('links', () => {
  for (const { operationId, responses } of operations) {
    it(`the links of ${operationId} match the parameters of operations and the fields of its response`, () => {
      const { links = {}, content } = (responses['200'] ?? responses['204']) as Response;
      for (const link of Object.values(links)) {
        const target = operations.find((each) => each.operationId === link.operationId);
        for (const [name, expression] of Object.entries(link.parameters)) {
          assert.ok(target?.parameters.some((parameter) => parameter.name === name));
          const example = content?.['application/json'].example as object;
          const [, member = ''] = /^\$response\.body#\/(\w+)$/.exec(expression) ?? [];
          assert.ok(member in example, expression);
        }
      }
    });
  }

  it('a new workspace links to get, update and archive, a page to its neighbours', () => {
    const linksOf = (id: string) =>
      Object.keys(operations.find(({ operationId }) => operationId === id)?.responses['200']?.links ?? {});
    assert.deepEqual(linksOf('workspaces.create'), [
      'workspaces.get',
      'workspaces.update',
      'workspaces.archive',
    ]);
    assert.deepEqual(linksOf('workspaces.list'), ['nextPage', 'pageBefore']);
  });
});
