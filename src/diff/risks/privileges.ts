/** Pods may do more than before, and namespaces let them. */
import { at } from "../../model/json.ts";
import { type Pod, podOf } from "../../rules/pods/pod.ts";
import { type Violation, violationsOf } from "../../rules/pods/pod-security-standard.ts";
import { isKind, riskRule } from "./rule.ts";

export const privilegesAdded = riskRule("privileges-added", "A pod may do more than before.", function* (sides) {
  for (const { pair, was, is } of sides.pods) {
    const { change } = pair;
    const had = new Set(violationsOf(was).map(keyOf));
    const added = violationsOf(is).filter((one) => !had.has(keyOf(one)) && isMore(one, was));
    const worst = added.find(({ level }) => level === "baseline") ?? added[0];
    if (worst !== undefined) yield { change, path: worst.path, ...wordsOf(worst) };
  }
  for (const { after } of sides.added) {
    const pod = podOf(after);
    const wide = pod && violationsOf(pod).find((one) => one.level === "baseline" && one.what !== "a hostPath volume");
    if (wide !== undefined) yield { change: sides.changeOf(after), path: wide.path, ...wordsOf(wide) };
  }
});

function keyOf({ what, container }: Violation): string {
  return `${container?.name ?? ""} ${what}`;
}

/** A container that is new is no less strict than the pod was, where it lacks only what the others lack too. */
function isMore({ level, what, container }: Violation, was: Pod): boolean {
  if (level === "baseline" || container === undefined) return true;
  return !violationsOf(was).some((one) => one.what === what);
}

function wordsOf({ level, what }: Violation): { level: "danger" | "caution"; message: string; advice: string } {
  if (level === "baseline") {
    return {
      level: "danger",
      message: `The pod has more power than before (${what}): whoever gets into it may reach the node and what else runs on it, and a namespace at baseline or restricted refuses it.`,
      advice: "Check that it is needed; certctl's own pods need none of it, but for the agents' folder on their node.",
    };
  }
  return {
    level: "caution",
    message: `The pod is less restricted than before (${what}); a namespace at the level restricted refuses it.`,
    advice:
      "Keep runAsNonRoot, seccompProfile RuntimeDefault, allowPrivilegeEscalation: false and capabilities.drop: [ALL].",
  };
}

const LEVELS = ["privileged", "baseline", "restricted"];
const ENFORCE = "pod-security.kubernetes.io/enforce";

export const podSecurityLowered = riskRule(
  "pod-security-lowered",
  "A Namespace lets pods do more than before.",
  function* (sides) {
    for (const { change, before, after } of sides.pairs) {
      if (!isKind(after, "", "Namespace")) continue;
      const [was, is] = [before, after].map(({ manifest }) =>
        LEVELS.indexOf(String(at(manifest, "metadata", "labels", ENFORCE) ?? "")),
      );
      if (was === undefined || is === undefined || is >= was) continue;
      yield {
        level: "caution",
        message:
          is < 0
            ? "The Namespace enforces no Pod Security level of its own any more: the cluster's default counts, which is mostly none."
            : "The Namespace enforces a lower Pod Security level: pods in it may use the node's folders, network or root, certctl's Secrets beside them.",
        advice: "Keep the level; what needs more, such as agents on their nodes, lives in a namespace of its own.",
        change,
        path: is < 0 ? ["metadata"] : ["metadata", "labels", ENFORCE],
      };
    }
  },
);
