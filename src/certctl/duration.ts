/** Durations as Go's time.ParseDuration reads them, and so certctl and Flux: `90s`, `1h30m`; it knows no days. */

const DURATION = /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};
/** The longest that Go's nanoseconds hold. */
const LONGEST = 2 ** 63 / 1e9;

/** The seconds, or undefined where Go does not read the text. */
export function durationSeconds(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ""] of text.matchAll(/([\d.]+)([^\d.]+)/g))
    seconds += Number(count) * (SECONDS[unit] ?? 0);
  if (seconds > LONGEST) return undefined;
  return text.startsWith("-") ? -seconds : seconds;
}
