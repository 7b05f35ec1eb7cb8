/** How pg_isready reads its words (src/bin/scripts/pg_isready.c): options, a few with a value, and nothing else. */

const WITH_VALUE: Readonly<Record<string, string>> = { h: "host", p: "port", U: "username", d: "dbname", t: "timeout" };
const PLAIN: ReadonlySet<string> = new Set(["q", "quiet"]);

export interface PgIsReady {
  readonly options: ReadonlyMap<string, string>;
  /** Why it refuses its words; undefined where it takes them. */
  readonly fault: string | undefined;
}

/** Undefined where the words run something else. */
export function pgIsReady([program = "", ...words]: readonly string[]): PgIsReady | undefined {
  if (!/(^|\/)pg_isready$/.test(program)) return undefined;
  const options = new Map<string, string>();
  // The option whose value the next word is.
  let open: { readonly name: string; readonly word: string } | undefined;
  for (const word of words) {
    if (open !== undefined) {
      options.set(open.name, word);
      open = undefined;
      continue;
    }
    const [, short, attached] = /^-(\w)([\s\S]*)$/.exec(word) ?? [];
    const [, long, given] = /^--([a-z]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const name = long ?? (short === undefined ? undefined : (WITH_VALUE[short] ?? short));
    if (name === undefined) return { options, fault: "takes no words beside its options" };
    if (PLAIN.has(name)) continue;
    if (!Object.values(WITH_VALUE).includes(name)) return { options, fault: `has no option ${word.slice(0, 2)}` };
    const value = given ?? (attached === "" ? undefined : attached);
    if (value === undefined) open = { name, word };
    else options.set(name, value);
  }
  return { options, fault: open === undefined ? undefined : `wants a value after ${open.word.slice(0, 2)}` };
}
