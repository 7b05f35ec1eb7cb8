/** The namespace's Pod Security level lets certctl's pods in. */
import { enforcedLevel, isForbidden, violationsOf } from "../../pods/pod-security-standard.ts";
import type { CoherenceRule } from "../../rule.ts";

export const podAdmitted: CoherenceRule = {
  name: "pod-admitted",
  severity: "error",
  title: "A namespace that enforces a Pod Security level lets certctl's pods in.",
  *check({ pods, objects }) {
    for (const pod of pods) {
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
