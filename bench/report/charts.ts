import type { Scene } from '../harness/rounds.ts';
import { type BarGroup, barChart } from './bar-chart.ts';
import { count, short, time } from './format.ts';
import { type Results, rateOver } from './results.ts';

/** The charts of the report by file name. */
export function charts(results: Results): Record<string, string> {
  return {
    'operations.svg': barChart(
      'Responses per second, as a share of bare node:http (64 connections)',
      results.operations.filter(({ connections }) => connections === 64).map(shareOfCeiling),
    ),
    'peers.svg': barChart('Responses per second (64 connections)', results.peers.scenes.map(rates)),
    'scale.svg': barChart(
      'Latency by number of workspaces: p50 over HTTP, one connection',
      results.scale.scenes.map(latencies),
    ),
    'start.svg': barChart('Start to the first response, and memory at rest', [
      starts(results, 'milliseconds', 'ms'),
      starts(results, 'atRest', 'MB'),
    ]),
  };
}

function shareOfCeiling(scene: Scene): BarGroup {
  const bars = scene.results.slice(1).map(({ name: label }, colour) => {
    const value = rateOver(scene, label, 'node:http');
    return { label, value, text: short(value), colour };
  });
  return { label: scene.name, bars };
}

function rates({ name, results }: Scene): BarGroup {
  const bars = results.map(({ name: label, rate }, index) => ({
    label,
    value: rate,
    text: `${count(rate)}/s`,
    colour: index === 0 ? 0 : 4,
  }));
  return { label: name, bars };
}

function latencies({ name, results }: Scene): BarGroup {
  const bars = results.map(({ name: label, p50 }, index) => ({
    label: label.replace(' organizations', ' orgs'),
    value: p50,
    text: time(p50),
    colour: index,
  }));
  return { label: name, bars };
}

function starts(results: Results, figure: 'milliseconds' | 'atRest', unit: string): BarGroup {
  const bars = Object.entries(results.start.started).map(([label, started], index) => ({
    label,
    value: started[figure],
    text: `${count(started[figure])} ${unit}`,
    colour: index === 0 ? 4 : 0,
  }));
  return { label: unit, bars };
}
