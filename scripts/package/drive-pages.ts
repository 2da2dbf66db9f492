/** Loads the console, the reference, what they are made of, and the API's description; throws where one is missing. */
export async function drivePages(baseURL: string): Promise<void> {
  for (const path of ['/console/', '/docs']) {
    const page = await load(baseURL + path);
    const assets = [...page.matchAll(/(?:src|href)="(\/\w+\/assets\/[^"]+)"/g)].map(([, asset]) => asset);
    if (assets.length === 0) throw new Error(`${path} names no assets`);
    for (const asset of assets) await load(baseURL + asset);
  }
  JSON.parse(await load(`${baseURL}/openapi.json`));
}

async function load(url: string): Promise<string> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok || text === '') throw new Error(`${url}: ${answer.status} ${text}`);
  return text;
}
