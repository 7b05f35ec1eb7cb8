/** A guess at the name that was meant, for messages. */
import { distance } from "fastest-levenshtein";

/** The known name that a wrong one was probably meant to be, or undefined where none is near. */
export function nearName(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const ranked = known
    .map((one) => ({ one, away: distance(lower, one.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  if (best === undefined) return undefined;
  // A slip of the hand changes a letter or two, or their order; a cut-off name begins like the whole one.
  if (best.away <= Math.max(1, Math.floor(name.length / 3))) return best.one;
  if (lettersOf(lower) === lettersOf(best.one.toLowerCase())) return best.one;
  if (lower.length < 3) return undefined;
  return known.find((one) => one.toLowerCase().startsWith(lower) || lower.startsWith(one.toLowerCase()));
}

function lettersOf(name: string): string {
  return [...name].toSorted().join("");
}

/** What to do about a wrong name: the one that was meant, or all that there are. */
export function nameFix(name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  return near === undefined ? `Use one of ${known.join(", ")}.` : `Did you mean ${near}?`;
}
