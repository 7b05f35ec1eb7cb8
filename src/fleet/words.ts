/** Words for messages: a guess at what was meant, and values that can be shown. */
import { distance } from "fastest-levenshtein";

/** The known word that was probably meant, or undefined where none is near. */
export function suggestion(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const ranked = known
    .map((name) => ({ name, away: distance(lower, name.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  if (best === undefined) return undefined;
  // A slip of the hand changes a letter or two; a cut-off word begins like the whole one.
  const near = best.away <= Math.max(1, Math.floor(word.length / 3));
  if (near) return best.name;
  return lower.length < 3
    ? undefined
    : known.find((name) => name.toLowerCase().startsWith(lower) || lower.startsWith(name.toLowerCase()));
}

/** A value in a message: short, on one line, without control characters. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
