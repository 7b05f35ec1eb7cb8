/** Annotations that are meant to switch a rule off, and do not. */
import { IGNORE } from "../../certctl/annotations.ts";
import type { Resource } from "../../model/applied.ts";
import { at, isObject, type Path } from "../../model/json.ts";
import { nearName } from "../../model/near-name.ts";
import { podOf } from "../pods/pod.ts";
import type { ObjectRule, Problem } from "../rule.ts";
import { isReason } from "../suppression.ts";

export const suppression: ObjectRule = {
  name: "suppression",
  severity: "warning",
  title: "An annotation that switches a rule off names a rule, says why, and stands on the object itself.",
  *check(resource, { ruleNames = [] }) {
    const path: Path = ["metadata", "annotations"];
    for (const [rule, reason] of ignored(resource, path)) {
      const problem = problemOf(rule, reason, ruleNames);
      if (problem !== undefined) yield { resource, path: [...path, IGNORE + rule], ...problem };
    }
    const pod = podOf(resource);
    if (pod === undefined || pod.path.length < 2) return;
    const inPod: Path = [...pod.path.slice(0, -1), "metadata", "annotations"];
    for (const [rule] of ignored(resource, inPod)) {
      const message = `the annotation of the pod switches nothing off: ${rule} is looked up on the ${resource.id.kind} alone`;
      yield {
        resource,
        path: [...inPod, IGNORE + rule],
        message,
        fix: "Move it to metadata.annotations of the object.",
      };
    }
  },
};

/** Names behind the prefix, with the reasons. What is no text is the schema's affair. */
function* ignored({ manifest }: Resource, path: Path): Iterable<readonly [string, string]> {
  const annotations = at(manifest, ...path);
  if (!isObject(annotations)) return;
  for (const [key, value] of Object.entries(annotations)) {
    if (key.startsWith(IGNORE) && typeof value === "string") yield [key.slice(IGNORE.length), value];
  }
}

function problemOf(
  rule: string,
  reason: string,
  known: readonly string[],
): Pick<Problem, "message" | "fix"> | undefined {
  if (known.length > 0 && !known.includes(rule)) {
    const near = nearName(rule, known);
    return {
      message: `there is no rule ${rule} that an annotation can switch off`,
      fix:
        near === undefined ? "Correct the name (`certctl-gitops explain` lists all rules)." : `Write ${IGNORE}${near}.`,
    };
  }
  if (isReason(reason)) return undefined;
  const message = `the annotation gives no reason, so ${rule} is not switched off`;
  return { message, fix: "Write as its value why the rule does not count here." };
}
