import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { configurationFile, configurationText } from '../scripts/configuration.ts';
import { openapiFile, openapiText } from '../scripts/openapi.ts';
import { stateSchemaFile, stateSchemaText } from '../scripts/state-schema.ts';

test('openapi.json is what a server with default settings tells', async () => {
  assert.equal(await readFile(openapiFile, 'utf8'), await openapiText(), 'run npm run openapi');
});

test('docs/configuration.md tells every setting', async () => {
  assert.equal(await readFile(configurationFile, 'utf8'), configurationText(), 'run npm run docs');
});

test('state.schema.json is what state documents are checked by', async () => {
  assert.equal(await readFile(stateSchemaFile, 'utf8'), stateSchemaText(), 'run npm run docs');
});
