import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** A fenced code block of a Markdown page. */
export interface Block {
  /** The nearest heading above it. */
  heading: string;
  language: string;
  text: string;
}

/** The code blocks of a page of this project, from first to last. */
export function blocksOf(page: string): Block[] {
  const parts = readFileSync(join(root, page), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)\n```$|^#+ (.+)$/gm);
  let heading = '';
  const blocks: Block[] = [];
  for (const [, language, text = '', title] of parts) {
    if (title !== undefined) heading = title;
    else if (language !== undefined) blocks.push({ heading, language, text });
  }
  return blocks;
}
