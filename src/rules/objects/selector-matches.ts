/** A workload whose selector does not pick its own pods is refused by the API server. */
import { isObject } from "../../model/json.ts";
import { objectAt, podOf } from "../pods/pod.ts";
import { selects } from "../pods/selectors.ts";
import type { ObjectRule } from "../rule.ts";

const KINDS: ReadonlySet<string> = new Set(["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]);

export const selectorMatches: ObjectRule = {
  name: "selector-matches",
  severity: "error",
  title: "The selector of a workload picks the pods of its own template.",
  *check(resource) {
    const { group, kind } = resource.id;
    if (group !== "apps" || !KINDS.has(kind)) return;
    const pod = podOf(resource);
    const selector = objectAt(resource.manifest, "spec", "selector", "matchLabels");
    if (pod === undefined || !isObject(selector) || selects(selector, pod.labels)) return;
    yield {
      resource,
      path: ["spec", "selector", "matchLabels"],
      message: `the API server refuses the ${kind}: its selector asks for labels that its pod template does not have`,
      fix: "Give spec.template.metadata.labels every label of spec.selector.matchLabels.",
    };
  },
};
