/** How reports speak of amounts and lists. */

/** `1 file`, `2 files`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** The first names of a long list, and how many more there are. */
export function listed(names: readonly string[], most: number): string {
  // "and 1 more" takes the room of the name itself.
  if (names.length <= most + 1) return names.join(", ");
  return `${names.slice(0, most).join(", ")}, ... and ${names.length - most} more`;
}

const NAMED = 10;

/** `3 environments: dev, ha, eu-1`; empty where it goes without saying, since no more than one was looked at, or it is in none. */
export function inEnvironments(names: readonly string[], total: number): string {
  if (total <= 1 || names.length === 0) return "";
  if (names.length === total) return `all ${total} environments`;
  return names.length === 1 ? `environment ${names[0]}` : `${names.length} environments: ${listed(names, NAMED)}`;
}
