const short = /^([1-9]\d{0,9})([smhd])$/;
const shortUnits: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
const iso = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const isoUnits = [604_800, 86_400, 3600, 60, 1];

/** A duration such as `30d`, `12h`, `15m` or `90s`, in seconds; undefined for any other text. */
export function parseShortDuration(text: string): number | undefined {
  const [, count, unit = ''] = short.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (shortUnits[unit] ?? 0);
}

/** An ISO 8601 duration such as `P21D` or `PT90S`, in seconds; undefined for any other text. */
export function parseIsoDuration(text: string): number | undefined {
  const counts = iso.exec(text)?.slice(1);
  return counts?.reduce((sum, count = '0', index) => sum + Number(count) * (isoUnits[index] ?? 0), 0);
}
