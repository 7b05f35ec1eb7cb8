/** What keeps a workload from harm, or its neighbours from it, is taken away. */
import { at, isObject, type Path } from "../../model/json.ts";
import type { Container } from "../../rules/pods/pod.ts";
import { probesOf } from "../../rules/pods/probes.ts";
import { riskRule } from "./rule.ts";
import type { Pair, Sides } from "./sides.ts";

interface ContainerPair {
  readonly pair: Pair;
  readonly before: Container;
  readonly after: Container;
}

/** Containers that both sides have and that are not done before the others start. */
function containers({ pods }: Sides): readonly ContainerPair[] {
  return pods.flatMap(({ pair, containers: both }) =>
    both.filter(([, { runs }]) => runs !== "before").map(([before, after]) => ({ pair, before, after })),
  );
}

const PROBES = {
  readinessProbe: "it gets requests before it can answer them, and during a rollout the old ones end too early",
  livenessProbe: "one that hangs is never restarted",
  startupProbe: "the other probes count from the first second, and kill a start that takes long, such as a migration",
} as const;

export const probeRemoved = riskRule("probe-removed", "A container is no longer probed.", function* (sides) {
  for (const { pair, before, after } of containers(sides)) {
    const now = new Set(probesOf(after).map(({ name }) => name));
    const lost = probesOf(before).find(({ name }) => !now.has(name));
    if (lost === undefined) continue;
    yield {
      level: "caution",
      message: `The container has no ${lost.name} any more: ${PROBES[lost.name]}.`,
      advice: "Keep it, or put another one in its place.",
      change: pair.change,
      path: after.path,
    };
  }
});

const LIMIT: Path = ["resources", "limits", "memory"];

export const limitRemoved = riskRule("limit-removed", "A container may use all memory of its node.", function* (sides) {
  for (const { pair, before, after } of containers(sides)) {
    if (at(before.spec, ...LIMIT) === undefined || at(after.spec, ...LIMIT) !== undefined) continue;
    yield {
      level: "caution",
      message:
        "The container has no memory limit any more: where it leaks, it takes the memory of its whole node, and kubelet evicts whom it chooses, the database too.",
      advice: "Keep a limit above what it needs at its busiest.",
      change: pair.change,
      path: isObject(after.spec.resources) ? [...after.path, "resources"] : after.path,
    };
  }
});

const MANY = 20;

export const largeChange = riskRule(
  "large-change",
  "More than half of the objects of an environment change at once.",
  function* (sides) {
    const changed = sides.change.objects.length;
    if (changed <= MANY || changed * 2 <= sides.before.environment.resources.length) return;
    yield {
      level: "caution",
      message:
        "More than half of the objects change at once: nobody reads all of it with care, and what goes wrong is hard to tell apart.",
      advice: "Check that it is one thing that changes (a label, a version); otherwise merge it in parts.",
      change: undefined,
    };
  },
);
