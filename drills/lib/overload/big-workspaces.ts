import type { ReplayingClient, Workspace } from '../client.ts';

/** As many tags and characters as a server takes by default. */
const most = { tags: 50, key: 128, value: 256 };
const mostCharacters = most.tags * (most.key + most.value);

/** JSON writes each of them with six characters: those below the blank that have no short form. */
const costly = Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).filter(
  (character) => JSON.stringify(character).length === 8,
);

/** Makes so many workspaces, each with the largest tags that the server takes; gives the last of them. */
export async function createBigWorkspaces(client: ReplayingClient, count: number): Promise<Workspace> {
  const made: Workspace[] = [];
  const create = async (characters: number) => {
    const body = { name: 'Big', tags: costlyTags(characters) };
    made.push(await client.create(body));
  };

  // The largest that is taken: all there is, or else found by halving.
  let [taken, refused] = [0, mostCharacters + 1];
  for (let next = mostCharacters; refused - taken > 64; next = Math.floor((taken + refused) / 2)) {
    const isTaken = await create(next).then(() => true, isTooLarge);
    if (isTaken) taken = next;
    else refused = next;
  }
  let begun = made.length;
  const writers = Array.from({ length: 8 }, async () => {
    while (begun++ < count) await create(taken);
  });
  await Promise.all(writers);
  return made.at(-1) as Workspace;
}

/** A server that has bounds for tags in bytes answers so. */
function isTooLarge(error: Error): false {
  if (/: 400 /.test(error.message)) return false;
  throw error;
}

/** Tags of so many costly characters in all, each but the last as large as one may be. */
function costlyTags(characters: number): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let [number, left] = [0, characters]; left >= 2; number++) {
    const key = Math.min(left, most.key);
    const value = Math.min(left - key, most.value);
    const [first, second] = [costly[number % costly.length], costly[Math.floor(number / costly.length)]];
    tags[`${first}${second}`.padEnd(key, '\u0001')] = '\u0001'.repeat(value);
    left -= key + value;
  }
  return tags;
}
