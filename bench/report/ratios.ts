import type { Scene } from '../harness/rounds.ts';
import { count, short, time, withUnit } from './format.ts';
import { rateOver } from './results.ts';

/** What a part measured, as lines of text: each contender of its scenes against the first, other figures as they are. */
export function ratios(measured: unknown): string {
  const scenes = scenesOf(measured);
  return scenes.length > 0 ? scenes.map(linesOf).join('\n') : JSON.stringify(measured, undefined, 2);
}

function scenesOf(value: unknown): Scene[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'ratios' in value && 'results' in value ? [value as Scene] : Object.values(value).flatMap(scenesOf);
}

function linesOf(scene: Scene): string {
  const { name, connections, results } = scene;
  const first = results[0]?.name ?? '';
  const lines = results.map((one) => {
    const over = scene.ratios[one.name]?.[first];
    const figures = [
      `${count(one.rate).padStart(8)}/s ${short(rateOver(scene, one.name, first)).padStart(5)} ×`,
      `each ${withUnit(one.cpu, 'µs')} (${short(over?.cpu ?? Number.NaN)} ×)`,
      `p50 ${time(one.p50)}`,
      `p99 ${time(one.p99)} (${short(over?.p99 ?? Number.NaN)} ×)`,
      `load ${short(one.loadShare)}`,
    ];
    return `  ${one.name.padEnd(28)}${figures.join('   ')}`;
  });
  return [`${name}, ${connections} conn.`, ...lines].join('\n');
}
