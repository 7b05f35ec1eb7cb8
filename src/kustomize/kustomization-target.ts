/** Reads the `target` of a patch. */
import type { Entry } from "./entry.ts";
import { entryError, expectKeys, member, optionalText } from "./entry.ts";
import type { Requirement, Target } from "./selector.ts";
import { parseSelector } from "./selector.ts";

const EXPRESSIONS = ["group", "version", "kind", "name", "namespace"] as const;

export function readTarget(entry: Entry): Target {
  expectKeys(entry, [...EXPRESSIONS, "labelSelector", "annotationSelector"]);
  const expressions = EXPRESSIONS.map((key) => [key, readExpression(member(entry, key))] as const);
  return {
    ...Object.fromEntries(expressions.filter(([, expression]) => expression !== undefined)),
    labels: readSelector(member(entry, "labelSelector")),
    annotations: readSelector(member(entry, "annotationSelector")),
  };
}

/** The whole name must match; an empty expression matches any. */
function readExpression(entry: Entry): RegExp | undefined {
  const text = optionalText(entry) ?? "";
  if (text === "") return undefined;
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    throw entryError(entry, "target", `${JSON.stringify(text)} is not a regular expression`, "Correct it.");
  }
}

function readSelector(entry: Entry): readonly Requirement[] {
  const text = optionalText(entry) ?? "";
  if (text === "") return [];
  const requirements = parseSelector(text);
  if (requirements !== undefined) return requirements;
  throw entryError(entry, "target", `${JSON.stringify(text)} is not a selector`, "Write it like app=web,tier!=db.");
}
