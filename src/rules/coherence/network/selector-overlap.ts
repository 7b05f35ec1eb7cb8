/** Selectors pick the pods that they are meant for, and no others beside them. */
import type { Resource } from "../../../model/applied.ts";
import { at, type JsonValue } from "../../../model/json.ts";
import { type Installation, namespacesOf } from "../../certctl/installation.ts";
import { type Pod, podsIn } from "../../pods/pod.ts";
import { picks } from "../../pods/selectors.ts";
import type { CoherenceRule } from "../../rule.ts";

export const selectorOverlap: CoherenceRule = {
  name: "selector-overlap",
  severity: "warning",
  title: "Selectors of workloads, Services and budgets pick the pods of one part alone.",
  *check(installation) {
    const here = namespacesOf(installation).flatMap((namespace) => installation.objects.inNamespace(namespace));
    const all = podsIn(here);
    for (const resource of here) {
      const picked = all.filter((pod) => isPicked(resource, pod));
      if (!picked.some((pod) => installation.pods.some((own) => own.resource === pod.resource))) continue;
      const others = EFFECTS[resource.id.kind]?.(resource, picked, installation);
      if (others === undefined) continue;
      const place = resource.id.kind === "Service" ? ["spec", "selector"] : ["spec", "selector", "matchLabels"];
      yield { resource, path: place, message: others, fix: "Add a label that only the pods which are meant have." };
    }
  },
};

function isPicked({ id, manifest }: Resource, pod: Pod): boolean {
  if (id.namespace !== pod.namespace) return false;
  const selector = at(manifest, "spec", "selector");
  const wanted: JsonValue | undefined = id.kind === "Service" ? { matchLabels: selector ?? {} } : selector;
  const isEmpty = id.kind === "Service" && Object.keys((selector ?? {}) as object).length === 0;
  return !isEmpty && picks(wanted, pod.labels);
}

type Effect = (resource: Resource, picked: readonly Pod[], installation: Installation) => string | undefined;

const workload: Effect = (resource, picked) => {
  if (picked.every((pod) => pod.resource === resource)) return undefined;
  return `its selector picks pods of other workloads too: controllers with overlapping selectors fight over pods, and count those of others as their own`;
};

const EFFECTS: Readonly<Record<string, Effect>> = {
  Deployment: workload,
  StatefulSet: workload,
  DaemonSet: workload,
  Service: (_, picked, installation) => {
    const parts = partsOf(picked, installation);
    if (parts.length < 2) return undefined;
    return `its selector picks pods of ${parts.join(" and of ")}: connections go now to one, now to the other`;
  },
  PodDisruptionBudget: (_, picked, installation) => {
    const parts = partsOf(picked, installation);
    if (parts.length < 2) return undefined;
    const isJob = picked.some(({ resource }) => resource.id.kind === "Job");
    const why = isJob ? "; of a Job's pods Kubernetes knows no wanted number, and lets none of them all go" : "";
    return `it counts the pods of ${parts.join(" and of ")} together: one of one part that is away keeps all others from going${why}`;
  },
};

/** Two workloads of one part, an old one and a new one, are one part. */
function partsOf(picked: readonly Pod[], { servers, agents, databases }: Installation): readonly string[] {
  const roles = [
    ["the server", servers],
    ["the agent", agents],
    ["the database", databases],
  ] as const;
  return [
    ...new Set(
      picked.map(({ resource }) => {
        const role = roles.find(([, programs]) => programs.some(({ pod }) => pod.resource === resource));
        return role?.[0] ?? (resource.id.kind === "Job" ? "a Job" : "something else");
      }),
    ),
  ];
}
