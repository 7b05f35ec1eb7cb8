/**
 * The paths of field specs.
 * Source: kustomize 5.8.1, kyaml/utils/pathsplitter.go and the field names that kyaml/yaml/fns.go takes for something else.
 */

export interface Step {
  readonly key: string;
  /** Written with `[]`: the field is a list, and never made. */
  readonly isList: boolean;
  /** Why no mapping can have this step; empty where one can. */
  readonly problem: string;
  /** A name of blanks only leads nowhere: the next step starts from the same place. */
  readonly staysHere: boolean;
}

const known = new Map<string, readonly Step[]>();

/** `a/b\/c/d[]` has the steps `a`, `b/c` and the list `d`; a slash in front is left out. */
export function stepsOf(path: string): readonly Step[] {
  let steps = known.get(path);
  if (steps === undefined) {
    steps = splitPath(path).map(step);
    known.set(path, steps);
  }
  return steps;
}

/** At slashes, but not at those behind a backslash. */
export function splitPath(path: string): readonly string[] {
  const [first = "", ...rest] = path.split("/");
  const parts = first === "" && rest.length > 0 ? rest : [first, ...rest];
  const names: string[] = [];
  for (const [index, part] of parts.entries()) {
    const last = names.at(-1);
    if (index > 0 && last?.endsWith("\\")) names[names.length - 1] = `${last.slice(0, -1)}/${part}`;
    else names.push(part);
  }
  return names;
}

function step(name: string): Step {
  const isList = name.endsWith("[]");
  const written = isList ? name.slice(0, -2) : name;
  const key = written.trim();
  return { key, isList, problem: problemOf(written, key), staysHere: key === "" };
}

function problemOf(written: string, key: string): string {
  if (written === "") return "has an empty name in it";
  if (/^[+-]?\d+$/.test(key) || key === "-") return "has the place of a list item in it, which no mapping has";
  if (key === "*" || /^\[.*\]$/s.test(key)) return "picks list items, which field specs cannot";
  return "";
}
