/** Expressions that Flux evaluates (CEL) can be read, and are about kinds that are there. */
import type { Resource } from "../../../model/applied.ts";
import type { JsonObject, Path } from "../../../model/json.ts";
import { objectsAt, textOf } from "../../../model/json.ts";
import { nearName } from "../../../model/near-name.ts";
import { ownedBy } from "../../../order/delivery.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const fluxExpression: OrderRule = {
  name: "flux-expression",
  severity: "error",
  title: "Flux can read the expressions of its objects, and they are about kinds that it applies.",
  *check(environment) {
    for (const { by, spec, resources } of ownedBy(environment, "kustomization", "helm")) {
      for (const [index, entry] of objectsAt(spec, "dependsOn")) {
        yield* unreadable(by, ["spec", "dependsOn", index, "readyExpr"], entry.readyExpr);
      }
      for (const [index, entry] of objectsAt(spec, "healthCheckExprs")) {
        const path = ["spec", "healthCheckExprs", index];
        for (const field of ["current", "inProgress", "failed"]) yield* unreadable(by, [...path, field], entry[field]);
        if (!isMisspelt(entry, resources)) continue;
        yield {
          resource: by,
          path,
          severity: "warning",
          message: `the expression is about ${textOf(entry.kind)} in ${textOf(entry.apiVersion)}, which is not among what Flux applies here: it decides nothing`,
          fix: "Correct kind and apiVersion, or remove the entry.",
        };
      }
    }
  },
};

/** One that is about another kind may be there for what comes later. */
function isMisspelt({ apiVersion, kind }: JsonObject, resources: readonly Resource[]): boolean {
  const kinds = resources.map(({ manifest }) => manifest);
  if (kinds.some((one) => one.apiVersion === apiVersion && one.kind === kind)) return false;
  const near = nearName(
    textOf(kind),
    kinds.map((one) => one.kind),
  );
  return kinds.some((one) => one.kind === near && nearName(textOf(apiVersion), [one.apiVersion]) !== undefined);
}

function* unreadable(resource: Resource, path: Path, expression: unknown): Iterable<Problem> {
  if (typeof expression !== "string" || isReadable(expression)) return;
  yield {
    resource,
    path,
    message: "Flux can't read the expression: what it decides is never so, and nothing goes on",
    fix: "Correct it: brackets and quotes in pairs, an operator between two values.",
  };
}

/** Not the whole language: brackets and quotes in pairs, and no two values beside each other. */
function isReadable(expression: string): boolean {
  const tokens = expression.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\w.]+|[()[\]{}]|[^\s\w]/g) ?? [];
  const open: string[] = [];
  let before = "";
  for (const token of tokens) {
    if (/^['"]$/.test(token)) return false;
    if (/^[([{]$/.test(token)) open.push(token);
    else if (/^[)\]}]$/.test(token) && !PAIRS.includes(`${open.pop()}${token}`)) return false;
    if (isValue(before) && /^['"\w]/.test(token) && !WORDS.has(before) && !WORDS.has(token)) return false;
    // `.name` after a bracket is the field of what stands in it.
    before = token;
  }
  return tokens.length > 0 && open.length === 0;
}

const PAIRS = ["()", "[]", "{}"];
const WORDS: ReadonlySet<string> = new Set(["in"]);

function isValue(token: string): boolean {
  return /^['"\w]|^[)\]}]$/.test(token);
}
