/** A group of bars under one label. */
export interface BarGroup {
  label: string;
  bars: readonly Bar[];
}

export interface Bar {
  label: string;
  value: number;
  /** What stands at its end. */
  text: string;
  /** Which of the colours it has. */
  colour: number;
}

const width = 760;
const left = 220;
const right = 110;
const thickness = 18;
const colours = ['#6C5BB9', '#3E7CB1', '#C6613F', '#4F8A5B', '#7A6A58'];
const style = `text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-size:15px;font-weight:600}.group{font-weight:600}

.paper{fill:#fff}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.paper{fill:#0d1117}}`;

/** Horizontal bars as an SVG text: readable on light and dark paper. */
export function barChart(title: string, groups: readonly BarGroup[]): string {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value));
  const scale = (width - left - right) / Math.max(...values.filter(Number.isFinite), Number.MIN_VALUE);
  const parts: string[] = [];
  let y = 44;
  for (const group of groups) {
    parts.push(text(16, y + 13, group.label, 'group'));
    if (group.label !== '') y += thickness + 4;
    for (const bar of group.bars) {
      parts.push(drawn(bar, y, scale));
      y += thickness + 6;
    }
    y += 12;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" role="img">
<title>${escaped(title)}</title><style>${style}</style><rect class="paper" width="${width}" height="${y}" rx="8"/>
${text(16, 26, title, 'title')}
${parts.join('\n')}
</svg>
`;
}

function drawn(bar: Bar, y: number, scale: number): string {
  const length = Number.isFinite(bar.value) ? Math.max(bar.value * scale, 1) : 0;
  const fill = colours[bar.colour % colours.length];
  const shape = `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="${thickness}" rx="2" fill="${fill}"/>`;
  const label = `<text x="${left - 8}" y="${y + 13}" text-anchor="end">${escaped(bar.label)}</text>`;
  return `${label}${shape}${text(left + length + 6, y + 13, bar.text, 'value')}`;
}

const text = (x: number, y: number, content: string, kind: string) =>
  `<text class="${kind}" x="${x.toFixed(1)}" y="${y}">${escaped(content)}</text>`;

const escaped = (content: string) =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
