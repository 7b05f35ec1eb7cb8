/** The patterns of Argo CD's `include` and `exclude`: a star is any text, slashes too; braces hold choices. */

/** As many choices of choices as are looked at. */
const MOST_CHOICES = 1000;

/** Source: github.com/gobwas/glob without separators; its classes, `[a-z]`, are not known here. */
export function matchesGlob(pattern: string, name: string): boolean {
  return choicesOf(pattern).some((choice) => matches(choice, name));
}

/** `a{b,c}` is `ab` or `ac`. */
function choicesOf(pattern: string): readonly string[] {
  let open = [pattern];
  const done: string[] = [];
  while (open.length > 0 && open.length + done.length < MOST_CHOICES) {
    const next: string[] = [];
    for (const one of open) {
      const [, before = "", inner, after = ""] = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(one) ?? [];
      if (inner === undefined) done.push(one);
      else next.push(...inner.split(",").map((part) => before + part + after));
    }
    open = next;
  }
  return done;
}

/** Goes back to the last star only, so the time is the product of the two lengths at most. */
function matches(pattern: string, name: string): boolean {
  let [p, n, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === "*") {
      star = p++;
      mark = n;
    } else if (pattern[p] === "?" || (p < pattern.length && pattern[p] === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++mark;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
