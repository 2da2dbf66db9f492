import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { StateDocument } from './document.ts';
import { readDocument } from './read.ts';
import { writeDocument } from './write.ts';

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 30 })
  .map((each) => each.replaceAll('\0', '') || 'x');

describe('a written document', () => {
  it('is read back as it was, whatever texts are in it', () => {
    fc.assert(
      fc.property(text, fc.dictionary(text, text, { maxKeys: 5, noNullPrototype: true }), (name, tags) => {
        const document = {
          version: 1,
          organizations: [{ name: 'x', workspaces: [{ name, tags }] }],
        } as StateDocument;
        for (const format of ['yaml', 'json'] as const) {
          const written = writeDocument(document, format);
          assert.deepEqual(readDocument(written), document);
          assert.equal(writeDocument(readDocument(written), format), written);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has its members in the order of the schema, and those of maps in their own', () => {
    const document: StateDocument = {
      organizations: [
        {
          workspaces: [{ tags: { b: '1', a: '2' }, name: 'A', ref: undefined, id: 'x' }],
          name: 'CI',
          faults: [{ operation: '*', when: 'after', delay_ms: 1 }],
        },
      ],
      version: 1,
    };
    assert.equal(
      writeDocument(document, 'yaml'),
      `version: 1
organizations:
  - name: CI
    workspaces:
      - id: x
        name: A
        tags:
          b: "1"
          a: "2"
    faults:
      - operation: "*"
        when: after
        delay_ms: 1
`,
    );
  });
});
