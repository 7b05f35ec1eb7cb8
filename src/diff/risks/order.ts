/** What others need is applied later than before, or no longer awaited. */
import type { Resource } from "../../model/applied.ts";
import { grouped } from "../../model/grouped.ts";
import { at } from "../../model/json.ts";
import { ARGOCD_HOOK, ARGOCD_WAVE, HELM_HOOK, HELM_WEIGHT } from "../../order/annotations.ts";
import { type Dependency, dependenciesOf } from "../../order/dependencies.ts";
import { isSame } from "../../order/same-object.ts";
import { leavesMigrations } from "../../rules/certctl/settings.ts";
import { allNeeds, nameOfNeed } from "../../rules/needs/all-needs.ts";
import { listed } from "../../rules/wording.ts";
import type { ObjectChange } from "../environment-change.ts";
import type { FoundRisk } from "../risk.ts";
import { sameData } from "../same-data.ts";
import { isEngineObject } from "./removal.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Pair, Sides } from "./sides.ts";

const SAYS_ORDER = [ARGOCD_HOOK, ARGOCD_WAVE, HELM_HOOK, HELM_WEIGHT];

/** Order is worked out only where something that says it has changed. */
function mayDiffer({ pairs, moved }: Sides): boolean {
  return (
    moved.length > 0 ||
    pairs.some(({ before, after }) =>
      isEngineObject(after) ? saysOtherOrder({ before, after }) : saysWave({ before, after }),
    )
  );
}

function saysWave({ before, after }: Pick<ObjectChange, "before" | "after">): boolean {
  const annotation = (one: Resource | undefined, key: string) =>
    one && at(one.manifest, "metadata", "annotations", key);
  return SAYS_ORDER.some((key) => annotation(before, key) !== annotation(after, key));
}

/** An expression that asks for the chart's new version is as good as that which asked for the old one. */
function saysOtherOrder({ before, after }: Pick<Pair, "before" | "after">): boolean {
  const [was, is] = [before, after].map((one) =>
    dependenciesOf(one)
      .map((dependency) => `${nameOf(dependency)} ${dependency.entry.readyExpr !== undefined}`)
      .sort(),
  );
  if (!sameData(was, is)) return true;
  const fields = ["wait", "healthChecks"].map((field) => ["spec", field]);
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

/** What one change brings is told once, with all that it moves. */
function inversions(sides: Sides): readonly FoundRisk[] {
  if (!mayDiffer(sides)) return [];
  const lost = [...needsIn(sides)].flatMap((need) => {
    const loss = lossOf(need, sides);
    return loss === undefined ? [] : [{ ...need, loss }];
  });
  const byCause = grouped(lost, (one) => causeOf(one, sides).change);
  return [...byCause.values()].map((all) => riskOf(all, sides));
}

interface OrderNeed {
  /** `the database`, `the migration`. */
  readonly what: string;
  readonly first: Resource;
  readonly next: Resource;
}

function* needsIn({ after }: Sides): Iterable<OrderNeed> {
  for (const [pod, needs] of allNeeds(after.environment)) {
    for (const need of needs) {
      const [first] = need.producers;
      if (first === undefined || need.producers.length > 1) continue;
      yield { what: nameOfNeed(need), first, next: pod.resource };
    }
  }
  for (const { migrations, servers } of after.installations) {
    for (const migration of migrations.filter(({ pod }) => pod.resource.id.kind === "Job")) {
      for (const server of servers.filter(leavesMigrations)) {
        yield { what: "the migration", first: migration.pod.resource, next: server.pod.resource };
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
      yield { what: "the definition of a kind", first, next };
    }
  }
}

type Loss = (typeof LOSSES)[number];

/** The worst first. */
const LOSSES = ["after", "together", "not awaited"] as const;

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
    "now applied after what needs it: the engine waits for that first, it never gets ready, and a first install hangs",
  together: "now applied together with what needs it: on a first install that starts too early, and fails or restarts",
  "not awaited": "no longer ready before what needs it is applied",
};

const MIGRATION =
  "Servers leave the migration to the Job: a new one runs on the old schema, and answers with errors (500)";

type Lost = OrderNeed & { readonly loss: Loss };

function riskOf(all: readonly Lost[], sides: Sides): FoundRisk {
  const worst = LOSSES.find((loss) => all.some((one) => one.loss === loss)) ?? "together";
  const names = [...new Set(all.filter(({ loss }) => loss === worst).map(({ what }) => what))].sort();
  const end = names.length > 1 ? END[worst].replace("needs it", "needs them") : END[worst];
  const text = `${listed(names)} ${names.length > 1 ? "are" : "is"} ${end}`;
  const isMigration = all.some(({ what }) => what === "the migration");
  return {
    level: "danger",
    message: `${text.charAt(0).toUpperCase()}${text.slice(1)}.${isMigration ? ` ${MIGRATION}.` : ""}`,
    advice:
      "Take it back, or move what needs it behind it as well: `waves` shows the order. On a running cluster it may go well, and on a new one fail.",
    ...causeOf(all[0] as Lost, sides),
  };
}

/** The object that moved, else that before which it stood, else what hands one of them over. */
function causeOf({ first, next }: OrderNeed, sides: Sides): Pick<FoundRisk, "change" | "path"> {
  const changed = [first, next].map((one) => sides.changeOf(one)).find((one) => one !== undefined && saysWave(one));
  if (changed !== undefined) return { change: changed, path: ["metadata", "annotations"] };
  const own = [next, first].map((one) => sides.changeOf(sides.after.deliveryOf(one)?.by));
  // One between the two has let go of what it waited for.
  const others = sides.pairs.filter((pair) => isEngineObject(pair.after) && saysOtherOrder(pair));
  const engines = [...own, ...others.map(({ change }) => change)].filter((one) => one !== undefined);
  const found = engines.find(({ before, after }) => before && after && saysOtherOrder({ before, after })) ?? engines[0];
  return { change: found ?? sides.changeOf(first) ?? sides.changeOf(next) };
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
  const own = sides.after.sequence.deliveries.find(({ by }) => isSame(by, after));
  const found = own === undefined ? [] : [...sides.after.sequence.before(own)];
  const now = new Set(found.map(({ by }) => `${by?.id.namespace}/${by?.id.name}`));
  for (const one of dependenciesOf(after)) now.add(nameOf(one));
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
