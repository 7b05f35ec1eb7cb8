/** Patterns of Go's regular expressions (RE2) as those of JavaScript. */

const known = new Map<string, RegExp | undefined>();

/** The pattern, compiled once; undefined where JavaScript has no such expression: then nothing can be said of a value. */
export function expressionOf(pattern: string): RegExp | undefined {
  if (known.has(pattern)) return known.get(pattern);
  const expression = compile(pattern);
  known.set(pattern, expression);
  return expression;
}

function compile(pattern: string): RegExp | undefined {
  // Go ignores case from here to the end of the group. Ignoring it everywhere takes more, and never refuses what Go takes.
  const ignoresCase = pattern.includes("(?i)");
  const source = pattern
    .replaceAll("(?i)", "")
    .replaceAll("(?P<", "(?<")
    .replaceAll("\\A", "^")
    .replaceAll("\\z", "$")
    .replace(/\[\[:(\w+):\]\]/g, (whole, name: string) => CLASSES[name] ?? whole);
  const flags = ignoresCase ? "i" : "";
  return attempt(source, `${flags}u`) ?? attempt(source, flags);
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: "[A-Za-z]",
  digit: "[0-9]",
  alnum: "[A-Za-z0-9]",
  lower: "[a-z]",
  upper: "[A-Z]",
  space: "\\s",
  word: "\\w",
};

function attempt(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
