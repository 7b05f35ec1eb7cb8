/** Words for messages: a guess at what was meant, and values that can be shown. */
import { closest } from "fastest-levenshtein";

/** The known word that was probably meant, or undefined where none is near. */
export function suggestion(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const near = closest(word.toLowerCase(), known as string[]);
  const same = near.toLowerCase() === word.toLowerCase();
  return same || shared(word.toLowerCase(), near.toLowerCase()) ? near : undefined;
}

/** Near enough to be a slip of the hand: at most a third of the letters differ, or one begins with the other. */
function shared(a: string, b: string): boolean {
  if (a.length > 2 && (a.startsWith(b) || b.startsWith(a))) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let common = 0;
  for (const letter of short) if (long.includes(letter)) common++;
  return common >= Math.ceil((long.length * 2) / 3);
}

/** A value in a message: short, on one line, without control characters. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
