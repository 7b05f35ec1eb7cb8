/** Which plain texts kustomize takes for points in time, and how it writes such a moment. */

/**
 * The four forms that go-yaml knows: a day, a day and a time with a space between them, and both forms of RFC 3339.
 * Months to seconds may have one digit. Source: https://pkg.go.dev/go.yaml.in/yaml/v3 and https://pkg.go.dev/time#Parse.
 */
const FORM =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?: +(\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?)|(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)))?$/;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isTimestamp(text: string): boolean {
  return momentOf(text) !== undefined;
}

/** `2001-01-01T00:00:00Z` of `2001-1-1`; undefined where the text is no moment, or its zone is a whole day away. */
export function timestampJson(text: string): string | undefined {
  const moment = momentOf(text);
  if (moment === undefined || Math.abs(moment.offset) >= 24 * 60) return undefined;
  const { year, month, day, hour, minute, second, fraction, offset } = moment;
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  const nanoseconds = fraction.slice(0, 9).replace(/0+$/, "");
  const rest = nanoseconds === "" ? "" : `.${nanoseconds}`;
  return `${date}T${pad(hour)}:${pad(minute)}:${pad(second)}${rest}${zoneText(offset)}`;
}

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: string;
  /** Minutes east of UTC. */
  readonly offset: number;
}

function momentOf(text: string): Moment | undefined {
  if (text.charCodeAt(4) !== 45) return undefined;
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const offset = offsetOf(match[12] ?? "Z");
  if (offset === undefined) return undefined;
  const moment = {
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
    hour: Number(match[4] ?? match[8] ?? 0),
    minute: Number(match[5] ?? match[9] ?? 0),
    second: Number(match[6] ?? match[10] ?? 0),
    fraction: match[7] ?? match[11] ?? "",
    offset,
  };
  return exists(moment) ? moment : undefined;
}

function exists({ year, month, day, hour, minute, second }: Moment): boolean {
  const days = MONTH_DAYS[month - 1];
  if (days === undefined || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= days + (leap ? 1 : 0) && hour < 24 && minute < 60 && second < 60;
}

/** Go lets zones be 24 hours and 60 minutes away. */
function offsetOf(zone: string): number | undefined {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 24 || minutes > 60) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function zoneText(offset: number): string {
  if (offset === 0) return "Z";
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function pad(number: number, digits = 2): string {
  return String(number).padStart(digits, "0");
}
