/** What keeps data from being deleted is taken away. */
import type { Resource } from "../../model/applied.ts";
import { at, type Path } from "../../model/json.ts";
import { ARGOCD_OPTIONS, annotation, FLUX, HELM_KEEP, hasFluxMark, hasOption } from "../../order/annotations.ts";
import type { Engine } from "../../order/delivery.ts";
import { goesWithItsApplier, isPruned } from "../../order/removal.ts";
import type { FoundRisk } from "../risk.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Pair, Sides } from "./sides.ts";

export const protectionRemoved = riskRule(
  "protection-removed",
  "Something that holds data is no longer kept from deletion.",
  function* (sides) {
    for (const pair of sides.pairs) {
      const { change, after } = pair;
      if (holdsData(after) && isLaidOpen(pair, sides)) {
        yield {
          level: "danger",
          message:
            "It loses the mark that keeps it: from now on the engine deletes it, with the data that it holds or guards, as soon as it leaves Git or what hands it over is deleted.",
          advice: `Keep the marks: ${MARKS}.`,
          change,
          path: ["metadata"],
        };
      }
      const policy = laxPolicy(pair);
      if (policy !== undefined) yield { level: "danger", change, ...policy };
    }
  },
);

const MARKS = `${ARGOCD_OPTIONS}: Prune=false,Delete=false, ${FLUX}/prune: disabled, ${HELM_KEEP}: keep`;

function holdsData(resource: Resource): boolean {
  return (
    isKind(resource, "apps", "StatefulSet") ||
    isKind(resource, "", "PersistentVolumeClaim", "PersistentVolume", "Namespace", "Secret") ||
    isKind(resource, "postgresql.cnpg.io", "Cluster")
  );
}

/** By the engine that applies it; where nobody says which, each engine's mark counts. */
function isLaidOpen({ before, after }: Pair, sides: Sides): boolean {
  const [was, is] = [sides.before.deliveryOf(before), sides.after.deliveryOf(after)];
  if (was?.by !== undefined && is?.by !== undefined && was.engine === is.engine) {
    const isNew = (test: typeof isPruned): boolean => test(after, is) && !test(before, was);
    // Where the engine's own object has changed, other rules tell it of all that it applies.
    const bySettings = (test: typeof isPruned): boolean => test(before, is);
    return [isPruned, goesWithItsApplier].some((test) => isNew(test) && !bySettings(test));
  }
  const engine = is?.engine ?? was?.engine;
  const marks = engine === undefined ? (["argocd", "helm", "kustomization"] as const) : [engine];
  return marks.some((one) => hasMark(before, one) && !hasMark(after, one));
}

function hasMark(resource: Resource, engine: Engine): boolean {
  if (engine === "argocd") return hasOption(resource, "Prune=false", "Prune=confirm");
  return engine === "helm" ? annotation(resource, HELM_KEEP) === "keep" : hasFluxMark(resource, "prune", "disabled");
}

/** Volumes that now go with their claim, or claims with their StatefulSet. */
function laxPolicy({ before, after }: Pair): (Pick<FoundRisk, "message" | "advice"> & { path: Path }) | undefined {
  const became = (path: Path, value: string): boolean =>
    at(after.manifest, ...path) === value && at(before.manifest, ...path) !== value;
  const reclaim = ["spec", "persistentVolumeReclaimPolicy"];
  if (isKind(after, "", "PersistentVolume") && became(reclaim, "Delete")) {
    return {
      message: "From now on the volume's data is deleted with the claim that is bound to it.",
      advice: "Keep persistentVolumeReclaimPolicy: Retain.",
      path: reclaim,
    };
  }
  if (!isKind(after, "apps", "StatefulSet")) return undefined;
  const path = ["whenDeleted", "whenScaled"]
    .map((field) => ["spec", "persistentVolumeClaimRetentionPolicy", field])
    .find((one) => became(one, "Delete"));
  return (
    path && {
      message: `From now on the StatefulSet's claims are deleted with it, or with its pods when it is scaled down (${path.at(-1)}: Delete), and their data is lost.`,
      advice: "Keep Retain, which is the default.",
      path,
    }
  );
}
