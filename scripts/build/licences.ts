import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.ts';

const line = `\n${'-'.repeat(80)}\n\n`;

/** Software of others, and the terms on which it is passed on. */
export interface Licence {
  name: string;
  version: string;
  /** SPDX, for example `MIT`. */
  identifier: string | null;
  text: string | null;
}

/** Reads what a build wrote of the software that it put into its output, and removes that file. */
export async function takeLicences(file: string): Promise<Licence[]> {
  const licences = JSON.parse(await readFile(file, 'utf8'));
  await rm(file);
  return licences;
}

/** The licence of a package whose files are copied into the output, where no build sees them. */
export async function licenceOf(name: string): Promise<Licence> {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { name, version, identifier: license, text: await readFile(join(folder, 'LICENSE'), 'utf8') };
}

/** Writes each licence once, by name; throws where the terms of one are unknown. */
export async function writeLicences(file: string, licences: readonly Licence[]): Promise<void> {
  const unique = new Map(licences.map((licence) => [`${licence.name} ${licence.version}`, licence]));
  const unknown = [...unique]
    .filter(([, { identifier, text }]) => !identifier && !text)
    .map(([title]) => title);
  if (unknown.length > 0) throw new Error(`no licence is known of ${unknown.join(', ')}`);
  const parts = [...unique]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, { identifier, text }]) => `${title} (${identifier})\n\n${text?.trim() ?? ''}\n`);
  const head = 'This package contains software of others, under these licences.\n';
  await writeFile(file, [head, ...parts].join(line));
}

/** Writes another file of licences, with that of Node after the others; throws where npm hasn't left it beside Node. */
export async function addNodeLicence(from: string, to: string): Promise<void> {
  const { value } = await glob('node_modules/node/node_modules/node-*/LICENSE', { cwd: root }).next();
  if (value === undefined) throw new Error('the licence of Node is missing: run `npm rebuild node`');
  const [others, text] = await Promise.all([readFile(from, 'utf8'), readFile(join(root, value), 'utf8')]);
  await writeFile(to, [others, `node ${process.versions.node} (MIT)\n\n${text}`].join(line));
}
