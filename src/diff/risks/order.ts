/** What others need is applied later than before, or no longer awaited. */
import type { Resource } from "../../model/applied.ts";
import { at } from "../../model/json.ts";
import { ARGOCD_HOOK, ARGOCD_WAVE, HELM_HOOK, HELM_WEIGHT } from "../../order/annotations.ts";
import { type Dependency, dependenciesOf } from "../../order/dependencies.ts";
import { leavesMigrations } from "../../rules/certctl/settings.ts";
import { allNeeds, nameOfNeed } from "../../rules/needs/all-needs.ts";
import type { FoundRisk } from "../risk.ts";
import { sameData } from "../same-data.ts";
import { isEngineObject } from "./removal.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Pair, Sides } from "./sides.ts";

const SAYS_ORDER = [ARGOCD_HOOK, ARGOCD_WAVE, HELM_HOOK, HELM_WEIGHT];

/** Order is worked out only where something that says it has changed. */
function mayDiffer({ pairs }: Sides): boolean {
  return pairs.some(({ before, after }) =>
    isEngineObject(after)
      ? saysOtherOrder({ before, after })
      : SAYS_ORDER.some(
          (key) =>
            at(before.manifest, "metadata", "annotations", key) !== at(after.manifest, "metadata", "annotations", key),
        ),
  );
}

function saysOtherOrder({ before, after }: Pick<Pair, "before" | "after">): boolean {
  const fields = ["dependsOn", "wait", "healthChecks"].map((field) => ["spec", field]);
  const helm = ["install", "upgrade"].flatMap((step) => [
    ["spec", step, "disableWait"],
    ["spec", step, "disableWaitForJobs"],
  ]);
  return [...fields, ...helm].some((path) => !sameData(at(before.manifest, ...path), at(after.manifest, ...path)));
}

export const orderInverted = riskRule(
  "order-inverted",
  "What others need is applied after them, or no longer awaited.",
  (sides) => inversions(sides),
);

function inversions(sides: Sides): readonly FoundRisk[] {
  if (!mayDiffer(sides)) return [];
  const found = new Map<string, FoundRisk>();
  for (const need of needsIn(sides)) {
    const now = lossOf(need, sides);
    if (now === undefined) continue;
    const risk = riskOf(need, now, sides);
    const key = `${risk.message} ${sides.change.objects.indexOf(risk.change as never)}`;
    if (!found.has(key)) found.set(key, risk);
  }
  return [...found.values()];
}

interface OrderNeed {
  /** As a sentence begins: `The database`. */
  readonly what: string;
  readonly first: Resource;
  readonly next: Resource;
}

function* needsIn({ after }: Sides): Iterable<OrderNeed> {
  for (const [pod, needs] of allNeeds(after.environment)) {
    for (const need of needs) {
      const name = nameOfNeed(need);
      const what = name.charAt(0).toUpperCase() + name.slice(1);
      const [first] = need.producers;
      if (first !== undefined && need.producers.length === 1) yield { what, first, next: pod.resource };
    }
  }
  for (const { migrations, servers } of after.installations) {
    for (const migration of migrations.filter(({ pod }) => pod.resource.id.kind === "Job")) {
      for (const server of servers.filter(leavesMigrations)) {
        yield { what: "The migration", first: migration.pod.resource, next: server.pod.resource };
      }
    }
  }
  yield* definitions(after.environment.resources);
}

function* definitions(resources: readonly Resource[]): Iterable<OrderNeed> {
  for (const first of resources) {
    if (!isKind(first, "apiextensions.k8s.io", "CustomResourceDefinition")) continue;
    const [group, kind] = [at(first.manifest, "spec", "group"), at(first.manifest, "spec", "names", "kind")];
    for (const next of resources.filter(({ id }) => id.group === group && id.kind === kind)) {
      yield { what: "The definition of a kind", first, next };
    }
  }
}

type Loss = "after" | "together" | "not awaited";

/** Undefined where nothing orders them now that did not before, or where it is still as good. */
function lossOf({ first, next }: OrderNeed, sides: Sides): Loss | undefined {
  const [oldFirst, oldNext] = [sides.earlier(first), sides.earlier(next)];
  if (oldFirst === undefined || oldNext === undefined) return undefined;
  const was = sides.before.sequence.order(oldFirst, oldNext);
  const is = sides.after.sequence.order(first, next);
  if (was === undefined || was === is) return undefined;
  if (is === "applied") return "not awaited";
  if (is === "awaited") return undefined;
  return sides.after.sequence.order(next, first) === undefined ? "together" : "after";
}

const END: Readonly<Record<Loss, string>> = {
  after:
    "is now applied after what needs it: the engine waits for that first, it never gets ready, and a first install hangs",
  together:
    "is now applied together with what needs it: on a first install that starts too early, and fails or restarts until it is there",
  "not awaited": "is no longer awaited before what needs it is applied",
};

function riskOf({ what, first, next }: OrderNeed, loss: Loss, sides: Sides): FoundRisk {
  const by = [first, next]
    .map((one) => sides.after.deliveryOf(one)?.by)
    .find((one) => sides.changeOf(one) !== undefined);
  const [changed] = [first, next].filter((one) => sides.changeOf(one) !== undefined);
  const end =
    what === "The migration"
      ? `is now applied ${loss === "after" ? "after" : "together with"} the servers that leave it to it: a new server runs on the old schema, and answers with errors (500)`
      : END[loss];
  return {
    level: "danger",
    message: `${what} ${end}.`,
    advice:
      "Take it back, or move what needs it behind it as well: `waves` shows the order. On a running cluster it may go well, and a new one then fails.",
    change: sides.changeOf(changed) ?? sides.changeOf(by),
    ...(changed === undefined ? {} : { path: ["metadata", "annotations"] }),
  };
}

export const gateRemoved = riskRule(
  "gate-removed",
  "An engine object no longer waits for another, or is ready before what it applies is.",
  function* (sides) {
    const engineObjects = sides.pairs.filter((pair) => isEngineObject(pair.after) && saysOtherOrder(pair));
    if (engineObjects.length === 0 || inversions(sides).length > 0) return;
    for (const pair of engineObjects) {
      const found = lostDependency(pair, sides) ?? lostWait(pair, sides);
      if (found !== undefined) yield { level: "caution", change: pair.change, ...found };
    }
  },
);

type Words = Pick<FoundRisk, "message" | "advice" | "path">;

function lostDependency({ before, after }: Pair, sides: Sides): Words | undefined {
  const now = new Set(dependenciesOf(after).map(nameOf));
  const lost = dependenciesOf(before).find((one) => !now.has(nameOf(one)) && isStillThere(one, before, sides));
  return (
    lost && {
      message: "It no longer waits for the one that it depended on: both begin at once, also on a new cluster.",
      advice: "Keep the dependency, unless nothing in it needs the other one.",
      path: at(after.manifest, "spec", "dependsOn") === undefined ? ["spec"] : ["spec", "dependsOn"],
    }
  );
}

function nameOf({ namespace, name }: Dependency): string {
  return `${namespace}/${name}`;
}

/** One that is gone, or has another name, is not waited for by anybody. */
function isStillThere({ namespace, name }: Dependency, { id }: Resource, sides: Sides): boolean {
  const found = sides.before.find({ ...id, namespace, name });
  return found !== undefined && sides.later(found)?.id.name === name;
}

/** Where another one waits for it, and it now counts as ready as soon as all is applied. */
function lostWait({ before, after }: Pair, sides: Sides): Words | undefined {
  const isAwaited = ({ id, manifest }: Resource): boolean => {
    if (id.kind === "HelmRelease") return at(manifest, "spec", "upgrade", "disableWait") !== true;
    const checks = at(manifest, "spec", "healthChecks");
    return at(manifest, "spec", "wait") === true || (Array.isArray(checks) && checks.length > 0);
  };
  const hasFollowers = sides.after.environment.resources.some(
    (one) =>
      one.id.kind === after.id.kind &&
      dependenciesOf(one).some(({ namespace, name }) => name === after.id.name && namespace === after.id.namespace),
  );
  if (!hasFollowers || !isAwaited(before) || isAwaited(after)) return undefined;
  return {
    message:
      "It counts as ready as soon as all is applied, whatever becomes of it: those that depend on it begin too early.",
    advice: "Keep wait: true (Kustomization), or leave disableWait out (HelmRelease).",
    path: ["spec"],
  };
}
