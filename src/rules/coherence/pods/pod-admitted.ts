/** The namespace's Pod Security level lets certctl's pods in. */

import { textOf } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import { objectAt } from "../../pods/pod.ts";
import { enforcedLevel, isForbidden, violationsOf } from "../../pods/pod-security-standard.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

export const podAdmitted: CoherenceRule = {
  name: "pod-admitted",
  severity: "error",
  title: "A namespace that enforces a Pod Security level lets certctl's pods in.",
  *check(installation) {
    const { objects } = installation;
    yield* unknownLevels(installation);
    for (const pod of readingPods(installation)) {
      const level = enforcedLevel(pod, objects);
      const refused = violationsOf(pod).filter((violation) => isForbidden(violation, level));
      const [first] = refused;
      if (first === undefined) continue;
      const what = [...new Set(refused.map((violation) => violation.what))].join(", ");
      yield {
        resource: pod.resource,
        path: first.path,
        message: `the namespace enforces the Pod Security level ${level}, so no pod of this comes to be: ${what}`,
        fix: refused.some((violation) => violation.what === "a hostPath volume")
          ? "Run agents that use folders of their node in a namespace of their own, at the level privileged."
          : "Set what the level asks for, or move the pod to a namespace that allows it.",
      };
    }
  },
};

const LEVELS = ["privileged", "baseline", "restricted"];

/** The admission plugin refuses the Namespace (pod-security-admission policy.ParseLevel). */
function* unknownLevels({ pods, objects }: Installation): Iterable<Problem> {
  for (const name of new Set(pods.map(({ namespace }) => namespace))) {
    const resource = name === "" ? undefined : objects.find("Namespace", "", name);
    const labels = resource === undefined ? {} : objectAt(resource.manifest, "metadata", "labels");
    for (const [label, level] of Object.entries(labels)) {
      if (resource === undefined || !/^pod-security\.kubernetes\.io\/(enforce|audit|warn)$/.test(label)) continue;
      if (LEVELS.includes(textOf(level))) continue;
      yield {
        resource,
        path: ["metadata", "labels", label],
        message: `the API server refuses the Namespace: there is no Pod Security level ${textOf(level)}`,
        fix: `Use one of ${LEVELS.join(", ")}.`,
      };
    }
  }
}
