/** From what a rule says of an object to what a person reads: the place in a file, and the setting that decides it. */
import type { AppliedEnvironment } from "../model/applied.ts";
import type { Finding, Place } from "../model/finding.ts";
import { pointerOf } from "../model/json.ts";
import { formatId } from "../model/manifest.ts";
import type { Objects } from "./pods/objects.ts";
import type { BaseRule, Problem } from "./rule.ts";
import { writtenAt } from "./written-at.ts";

/** `objects` are those of the environment, where the problem may lie in a ConfigMap that the resource points at. */
export function findingOf(
  rule: BaseRule,
  problem: Problem,
  environment: AppliedEnvironment,
  objects?: Objects,
): Finding {
  const { resource, path = [], message, fix, severity = rule.severity } = problem;
  const place = writtenAt(resource, path, objects);
  const setting = isWritten(place, environment) ? (problem.setting ?? rule.setting) : undefined;
  return {
    rule: rule.name,
    severity,
    message,
    fix,
    at: {
      ...place,
      resource: formatId(resource.id),
      ...(path.length === 0 ? {} : { pointer: pointerOf(path) }),
      ...(setting === undefined ? {} : { setting }),
    },
  };
}

/** True for a file that `gen` wrote: a person changes the fleet file, not it. */
function isWritten({ file }: Place, { bundle }: AppliedEnvironment): boolean {
  return bundle !== undefined && file !== undefined && (bundle === "" || file.startsWith(`${bundle}/`));
}
