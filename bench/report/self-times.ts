/** What `node --cpu-prof` writes, as far as it is read here. Times are µs of the monotonic clock. */
export interface CpuProfile {
  startTime: number;
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

type Shares = [name: string, share: number][];

/** Shares of the busy time between two moments, by module and by function, the largest first. */
export function selfTimes(
  profile: CpuProfile,
  began: number,
  ended: number,
): { modules: Shares; functions: Shares } {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const modules = new Map<string, number>();
  const functions = new Map<string, number>();
  let busy = 0;
  let now = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    const duration = profile.timeDeltas[index] ?? 0;
    now += duration;
    const frame = frames.get(id);
    if (frame === undefined || now < began || now > ended || frame.functionName === '(idle)') continue;
    const module = moduleOf(frame);
    const name = `${frame.functionName || '(anonymous)'}  ${module}`;
    modules.set(module, (modules.get(module) ?? 0) + duration);
    functions.set(name, (functions.get(name) ?? 0) + duration);
    busy += duration;
  }
  const shares = (times: Map<string, number>): Shares =>
    [...times].map(([name, time]): Shares[number] => [name, time / busy]).sort((a, b) => b[1] - a[1]);
  return { modules: shares(modules), functions: shares(functions) };
}

/** A file of ours, the name of a package, or what Node or V8 call it. */
function moduleOf({ functionName, url }: { functionName: string; url: string }): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'built in (native)';
  const dependency = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return dependency ?? url.replace(/^.*\/(?=src\/)/, '');
}
