/** How long a text of a limited length may still get. */

/** `characters`: UTF-16 code units, which are never fewer than the characters that a forge counts; `bytes`: of UTF-8. */
export type Unit = "characters" | "bytes";

export function sizeOf(text: string, unit: Unit): number {
  return unit === "characters" ? text.length : new TextEncoder().encode(text).length;
}

/** A part of a text that may lose rows. */
export interface Part {
  /** What its rows are, one and many: `risk`. */
  readonly noun: string;
  /** Which part of the whole it gets at least, where it needs as much: from 0 to 1. */
  readonly share: number;
  /** Lines before the rows; without any row they are not written. */
  readonly head: readonly string[];
  /** A line each. */
  readonly rows: readonly string[];
  /** The line that says how many rows are missing. */
  readonly more: (missing: number) => string;
}

export interface Filled {
  /** Without a line break at its end; empty where there is nothing to say, or no room to say it. */
  readonly text: string;
  /** How many rows are missing. */
  readonly missing: number;
}

/** As many rows from the first on as there is room for. */
export function fill(part: Part, room: number, unit: Unit): Filled {
  const size = (line: string): number => sizeOf(line, unit) + 1;
  const most = part.rows.length;
  let left = room - part.head.reduce((sum, line) => sum + size(line), 0) - size(part.more(most));
  let fit = 0;
  while (fit < most) {
    left -= size(part.rows[fit] as string);
    if (left < 0) break;
    fit++;
  }
  if (fit === 0) return { text: "", missing: most };
  const missing = most - fit;
  const rows = [...part.head, ...part.rows.slice(0, fit), ...(missing === 0 ? [] : [part.more(missing)])];
  return { text: rows.join("\n"), missing };
}
