/** What engines do otherwise than before: delete, heal, force, uninstall, or nothing at all. */
import { at, type JsonObject, type Path } from "../../model/json.ts";
import { ARGOCD_HOOK, annotation } from "../../order/annotations.ts";
import { hasFinalizer } from "../../order/removal.ts";
import { automated, isAutomated, syncOptions } from "../../order/sync-policy.ts";
import { APPLICATION, engineRule, KUSTOMIZATION, RELEASE, type Words } from "./engine-rule.ts";
import { isKind, riskRule } from "./rule.ts";

function prune(was: boolean, is: boolean, path: Path): Words | undefined {
  if (was === is) return undefined;
  return is
    ? {
        level: "caution",
        message:
          "Pruning is switched on: the engine deletes what it once applied and what is no longer in Git, also what left Git long ago.",
        advice: "Look at what the engine shows as out of sync or orphaned first, and mark what must stay.",
        path,
      }
    : {
        level: "caution",
        message:
          "Pruning is switched off: what leaves Git stays on the cluster, old Jobs, ConfigMaps and policies among it, until a person deletes it.",
        advice: "Check that it is meant for longer than this change.",
        path,
      };
}

export const pruneSwitched = engineRule("prune-switched", "An engine begins or ceases to delete what leaves Git.", {
  [APPLICATION]: (was, is) =>
    prune(automated(was, "prune"), automated(is, "prune"), ["spec", "syncPolicy", "automated", "prune"]),
  [KUSTOMIZATION]: (was, is) => prune(was.prune === true, is.prune === true, ["spec", "prune"]),
});

export const selfHealOn = engineRule("self-heal-on", "Argo CD heals drift of an Application that has hooks.", {
  [APPLICATION](was, is, { after }, sides) {
    if (!automated(is, "selfHeal") || automated(was, "selfHeal")) return undefined;
    const applier = sides.after.environment.appliers.find(({ by }) => by === after || by?.id.name === after.id.name);
    if (applier?.resources.every((one) => annotation(one, ARGOCD_HOOK) === undefined) !== false) return undefined;
    return {
      level: "caution",
      message:
        "With self-healing Argo CD can take a new commit for drift (argo-cd#22795): it then applies the new servers and skips the hooks, the migration among them.",
      advice: "Leave selfHeal off where Jobs are hooks, or check after each release that the migration ran.",
      path: ["spec", "syncPolicy", "automated", "selfHeal"],
    };
  },
});

export const finalizerChanged = riskRule(
  "finalizer-changed",
  "Deleting an Application now deletes what it applied, or leaves it.",
  function* (sides) {
    for (const { change, before, after } of sides.pairs) {
      if (!isKind(after, "argoproj.io", "Application") || hasFinalizer(before) === hasFinalizer(after)) continue;
      yield {
        level: "caution",
        message: hasFinalizer(after)
          ? "From now on deleting the Application deletes all that it applied, but what is marked Delete=false."
          : "From now on deleting the Application leaves all that it applied on the cluster, without an owner.",
        advice: "Check that it is meant.",
        change,
        path: ["metadata"],
      };
    }
  },
);

function suspended(was: JsonObject, is: JsonObject): Words | undefined {
  if (is.suspend !== true || was.suspend === true) return undefined;
  return {
    level: "caution",
    message:
      "It is suspended: this and every later commit changes nothing on the cluster, and drift stays, until somebody takes it back.",
    advice: "Check that it is meant, and who takes it back.",
    path: ["spec", "suspend"],
  };
}

export const suspendedOn = engineRule("suspended", "An engine ceases to apply, or a CronJob to run.", {
  [KUSTOMIZATION]: suspended,
  [RELEASE]: suspended,
  "source.toolkit.fluxcd.io/GitRepository": suspended,
  "source.toolkit.fluxcd.io/OCIRepository": suspended,
  [APPLICATION]: (was, is) =>
    isAutomated(was) && !isAutomated(is)
      ? {
          level: "caution",
          message:
            "Argo CD no longer syncs by itself: this and every later commit changes nothing on the cluster until a person syncs.",
          advice: "Check that it is meant, and who syncs.",
          path: ["spec", "syncPolicy"],
        }
      : undefined,
  "batch/CronJob": (was, is) =>
    is.suspend === true && was.suspend !== true
      ? {
          level: "caution",
          message: "It does not run any more: where it takes the backups, there are none from now on.",
          advice: "Check that it is meant, and for how long.",
          path: ["spec", "suspend"],
        }
      : undefined,
});

/** What `kubectl replace` and Helm do: no object is deleted for it. */
const WRITTEN_ANEW =
  "Every object is now written anew instead of patched: what others set in it, such as the replicas of an autoscaler, is lost each time, and a field that can't be changed still fails.";

const MADE_ANEW =
  "Where a change is refused, the engine now deletes the object and makes it anew: a claim loses its data, and a workload all of its pods at once.";

export const forceOn = engineRule(
  "force-on",
  "An engine deletes what it can't change and makes it anew, or writes all objects anew.",
  {
    [APPLICATION](was, is) {
      const [from, to] = [was, is].map((spec) => syncOptions(spec));
      if (to?.includes("Replace=true") !== true || from?.includes("Replace=true") === true) return undefined;
      return {
        level: "caution",
        message: `${WRITTEN_ANEW} A sync with force deletes claims and StatefulSets.`,
        advice: "Set the option on the Jobs alone, by annotation.",
        path: ["spec", "syncPolicy", "syncOptions"],
      };
    },
    [KUSTOMIZATION]: (was, is) =>
      is.force === true && was.force !== true
        ? {
            level: "danger",
            message: MADE_ANEW,
            advice: "Set kustomize.toolkit.fluxcd.io/force: enabled on the Jobs alone.",
            path: ["spec", "force"],
          }
        : undefined,
    [RELEASE]: (was, is) =>
      at(is, "upgrade", "force") === true && at(was, "upgrade", "force") !== true
        ? {
            level: "caution",
            message: WRITTEN_ANEW,
            advice: "Remove it; Flux ignores it where it applies on the server's side.",
            path: ["spec", "upgrade", "force"],
          }
        : undefined,
  },
);

export const remediationUninstalls = engineRule(
  "remediation-uninstalls",
  "Flux answers a failed install or upgrade by uninstalling the release.",
  {
    [RELEASE](was, is) {
      const isNew = (test: (spec: JsonObject) => boolean): boolean => test(is) && !test(was);
      const upgrade = isNew((spec) => at(spec, "upgrade", "remediation", "strategy") === "uninstall");
      const install = isNew((spec) => {
        const retries = at(spec, "install", "remediation", "retries");
        return typeof retries === "number" && retries !== 0;
      });
      if (!upgrade && !install) return undefined;
      return {
        level: upgrade ? "danger" : "caution",
        message: upgrade
          ? "An upgrade that fails ends in an uninstall: all of the release that is not marked helm.sh/resource-policy: keep is deleted, running servers among it."
          : "An install that fails ends in an uninstall before it is tried again: all that is not marked helm.sh/resource-policy: keep is deleted each time.",
        advice: "Use strategy.name: RetryOnFailure, which leaves what runs.",
        path: ["spec", upgrade ? "upgrade" : "install", "remediation"],
      };
    },
  },
);
