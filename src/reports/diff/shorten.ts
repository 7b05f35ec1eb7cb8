/** Long lines with the part that differs in sight. */

/** More of a line than anybody reads. */
const LONGEST_LINE = 400;

/** How much stands around a difference in a long line. */
const AROUND = 40;

/** The text, or its beginning and how much is left out; never half a character. */
export function clipped(text: string, most: number = LONGEST_LINE): string {
  if (text.length <= most) return text;
  const kept = whole(text.slice(0, most));
  return `${kept}... (${text.length - kept.length} more characters)`;
}

/** Two long texts without what both begin and end with, apart from a few characters; short ones as they are. */
export function aroundDifference(before: string, after: string): readonly [string, string] {
  if (Math.max(before.length, after.length) <= LONGEST_LINE) return [before, after];
  const start = Math.max(0, commonStart(before, after) - AROUND);
  const end = Math.max(0, commonEnd(before.slice(start), after.slice(start)) - AROUND);
  const cut = (text: string): string => {
    const middle = whole(text.slice(start, text.length - end));
    return `${start > 0 ? "..." : ""}${clipped(middle)}${end > 0 ? "..." : ""}`;
  };
  return [cut(before), cut(after)];
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[n] === b[n]) n++;
  return n;
}

function commonEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

/** Without half a character at either end. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]/, "").replace(/[\ud800-\udbff]$/, "");
}
