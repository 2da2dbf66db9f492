import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { invalid, pageOf, refused, workspaceOf } from './shapes.ts';

describe('limits and geos', async () => {
  const server = await startServer({
    'workspace-limit': 3,
    'workspace-geos': 'us,eu',
    'inference-geos': 'global,us,eu',
    'name-max-length': 5,
    'max-tags': 2,
    'tag-key-max-length': 4,
    'tag-value-max-length': 3,
    'body-limit': 2048,
  });
  const caller = await server.organization();
  const { id } = await caller.create();
  const path = `${workspaces}/${id}`;

  it('name-max-length', async () => {
    const sentence = 'name: String should have at most 5 characters';
    assert.equal((await caller.update(id, { name: '12345' })).name, '12345');
    invalid(await caller.post(path, { name: '123456' }), sentence);
    invalid(await caller.post(workspaces, { name: '123456' }), sentence);
  });

  it('max-tags, tag-key-max-length, tag-value-max-length', async () => {
    await caller.update(id, { tags: { key0: '', key1: '' } });
    invalid(await caller.post(path, { tags: { more: '' } }), 'tags…');
    invalid(await caller.post(workspaces, { name: 'x', tags: { a: '', b: '', c: '' } }), 'tags…');
    invalid(await caller.post(workspaces, { name: 'x', tags: { '12345': '' } }), 'tags…');
    await caller.update(id, { tags: { key0: '123' } });
    invalid(await caller.post(path, { tags: { key0: '1234' } }), 'tags.key0: …');
  });

  it('workspace-geos and inference-geos', async () => {
    const data_residency = {
      workspace_geo: 'eu',
      allowed_inference_geos: ['eu', 'us'],
      default_inference_geo: 'eu',
    };
    const made = await caller.create({ name: 'eu', data_residency });
    assert.deepEqual(made.data_residency, data_residency);
    await caller.archive(made.id);
    const faults: [given: object, sentence: string][] = [
      [{ workspace_geo: 'asia' }, "data_residency.workspace_geo: must be one of ['us', 'eu']"],
      [
        { default_inference_geo: 'x' },
        "data_residency.default_inference_geo: must be one of ['global', 'us', 'eu']",
      ],
    ];
    for (const [given, sentence] of faults) {
      invalid(await caller.post(workspaces, { name: 'x', data_residency: given }), sentence);
    }
  });

  it('workspace-limit', async () => {
    await caller.createMany(2);
    invalid(await caller.post(workspaces, { name: 'the 4th' }));
  });

  it('body-limit', async () => {
    workspaceOf(await caller.post(path, '{}'.padEnd(2048)));
    refused(await caller.post(path, '{}'.padEnd(2049)), 413, 'request_too_large');
  });

  it('the OpenAPI document says what is configured', async () => {
    const { text } = await caller.get('/openapi.json');
    assert.match(text, /"maxLength": ?5\b/);
    assert.match(text, /"enum": ?\["us", ?"eu"\]/);
    assert.match(text, /"enum": ?\["global", ?"us", ?"eu"\]/);
  });
});

describe('switches', async () => {
  const server = await startServer({
    'require-version': true,
    'safe-replays': false,
    'name-max-length': 255,
  });
  const caller = await server.organization();
  const version = { 'anthropic-version': '2023-06-01' };

  it('require-version', async () => {
    const sentence = 'anthropic-version: header is required';
    invalid(await caller.get(workspaces), sentence);
    invalid(await caller.post(workspaces, { name: 'x' }), sentence);
    assert.deepEqual(pageOf(await caller.get(workspaces, version)).data, []);
    workspaceOf(await caller.post(workspaces, { name: 'x' }, version));
  });

  it('name-max-length: up to 255', async () => {
    workspaceOf(await caller.post(workspaces, { name: 'n'.repeat(255) }, version));
    const sentence = 'name: String should have at most 255 characters';
    invalid(await caller.post(workspaces, { name: 'n'.repeat(256) }, version), sentence);
  });

  it('safe-replays: off, a create with a retry count makes a duplicate', async () => {
    const made = await caller.create({ name: 'Twin' }, version);
    const again = await caller.create({ name: 'Twin' }, { ...version, 'x-stainless-retry-count': '1' });
    assert.notEqual(again.id, made.id);
  });
});

describe('rate-limit', async () => {
  const server = await startServer({ 'rate-limit': 4 });
  const [caller, other] = await Promise.all([server.organization(), server.organization()]);

  it('429 with retry-after in seconds, for that organization only', async () => {
    const statuses: number[] = [];
    for (let request = 1; request <= 8; request++) statuses.push((await caller.get(workspaces)).status);
    assert.deepEqual(statuses.slice(0, 4), [200, 200, 200, 200]);
    const answer = await caller.get(workspaces);
    refused(answer, 429, 'rate_limit_error');
    assert.match(`${answer.headers['retry-after']}`, /^([1-9]|[1-5]\d|60)$/);
    pageOf(await other.get(workspaces));
  });
});

describe('a value that cannot be used', () => {
  const values: [name: string, value: string][] = [
    ['name-max-length', '256'],
    ['workspace-limit', '-1'],
    ['inference-geos', ''],
    ['require-version', 'maybe'],
    ['no-such-setting', '1'],
  ];
  for (const [name, value] of values) {
    it(`--${name}=${value} is refused by name before anything starts`, async () => {
      await assert.rejects(startServer({ [name]: value }), new RegExp(`--${name}`));
    });
  }
});
