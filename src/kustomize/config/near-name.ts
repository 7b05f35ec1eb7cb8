/** A guess at the name that was meant, for messages. */
import { closest, distance } from "fastest-levenshtein";

/** What to do about a wrong name: the one that was meant, or all that there are. */
export function nameFix(name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  return near === undefined ? `Use one of ${known.join(", ")}.` : `Did you mean ${near}?`;
}

/** The known name that a wrong one is a slip away from, or undefined. */
function nearName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = name.toLowerCase();
  const near = closest(
    lower,
    known.map((one) => one.toLowerCase()),
  );
  const isNear = distance(lower, near) <= Math.max(1, Math.floor(name.length / 3));
  if (!isNear && lettersOf(lower) !== lettersOf(near)) return undefined;
  return known.find((one) => one.toLowerCase() === near);
}

/** The same for names whose letters are only in another order. */
function lettersOf(name: string): string {
  return [...name].toSorted().join("");
}
