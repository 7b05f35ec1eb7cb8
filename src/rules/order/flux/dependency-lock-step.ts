/** Parts of certctl that depend on each other move together from one commit to the next. */
import type { AppliedEnvironment, Resource } from "../../../model/applied.ts";
import { at, textOf } from "../../../model/json.ts";
import { type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import { type Dependency, dependenciesOf, haveSameSource, isNamed } from "../../../order/dependencies.ts";
import { askedVersion } from "../../../order/ready-expression.ts";
import { installationsOf } from "../../certctl/installation.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const dependencyLockStep: OrderRule = {
  name: "dependency-lock-step",
  severity: "warning",
  title: "A dependency is ready only with the version that belongs to this one.",
  *check(environment) {
    const all = ownedBy(environment, "kustomization", "helm");
    const parts = partsOf(environment);
    const holdsParts = ({ resources }: OwnedDelivery): boolean => resources.some((one) => parts.has(one));
    for (const delivery of all) {
      for (const dependency of dependenciesOf(delivery.by)) {
        const other = all.find((one) => isNamed(dependency, delivery.by, one.by));
        if (other === undefined || other === delivery) continue;
        const wrong = wrongVersion(delivery, dependency, other);
        if (wrong !== undefined) yield wrong;
        // What has nothing to do with certctl, an operator or a controller, need not move with it.
        else if (holdsParts(delivery) && holdsParts(other)) yield* loose(delivery, dependency, other);
      }
    }
  },
};

function partsOf(environment: AppliedEnvironment): ReadonlySet<Resource> {
  return new Set(installationsOf(environment).flatMap(({ pods }) => pods.map(({ resource }) => resource)));
}

function wrongVersion(
  { by }: OwnedDelivery,
  { entry, path }: Dependency,
  { chartVersion, spec }: OwnedDelivery,
): Problem | undefined {
  const asked = askedVersion(textOf(entry.readyExpr));
  if (asked === undefined || chartVersion === undefined) return undefined;
  const { version, isWhole } = asked;
  const place = { resource: by, path: [...path, "readyExpr"], severity: "error" } as const;
  if (!(isWhole ? chartVersion === version : chartVersion.startsWith(version))) {
    return {
      ...place,
      message: `it waits for chart version ${version}, but the chart that it depends on has ${chartVersion}: it never begins`,
      fix: "Ask for the version in that chart's Chart.yaml.",
    };
  }
  if (!isWhole || !isAppended(spec)) return undefined;
  return {
    ...place,
    message:
      "Flux appends + and a number or commit to this chart's version (valuesFiles, reconcileStrategy Revision), so it never equals this one, and the release never begins",
    fix: "Compare with startsWith.",
  };
}

function isAppended(spec: OwnedDelivery["spec"]): boolean {
  const files = at(spec, "chart", "spec", "valuesFiles");
  return (Array.isArray(files) && files.length > 0) || at(spec, "chart", "spec", "reconcileStrategy") === "Revision";
}

function* loose(delivery: OwnedDelivery, { entry, path }: Dependency, other: OwnedDelivery): Iterable<Problem> {
  const { engine, by } = delivery;
  if (entry.readyExpr !== undefined) return;
  if (engine === "helm") {
    yield {
      resource: by,
      path,
      message:
        "dependsOn of a HelmRelease asks whether the other release is ready, not with which version: with a new commit both may be upgraded at once, the servers before their database",
      fix: "Add a readyExpr that also asks for the chart version, and let the version change with the chart.",
    };
  } else if (!haveSameSource(delivery, other)) {
    yield {
      resource: by,
      path,
      message:
        "the Kustomizations have different sources, so this one begins when the other is ready with any revision: with a new commit both may be applied at once",
      fix: "Give both the same sourceRef, or add a readyExpr.",
    };
  }
}
