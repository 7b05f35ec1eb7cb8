/** A hook that has failed stays to be read, does not stand in the way of the next try, and nothing that pods need goes with it. */
import type { AppliedEnvironment, Resource } from "../../../model/applied.ts";
import type { Path } from "../../../model/json.ts";
import { ARGOCD_DELETE_POLICY, annotation, annotationPath, HELM_DELETE_POLICY } from "../../../order/annotations.ts";
import { hookAnnotation } from "../../../order/argocd-hooks.ts";
import { argocdPolicies, helmPolicies, policiesOf } from "../../../order/delete-policies.ts";
import { deliveriesOf, type Engine } from "../../../order/delivery.ts";
import { helmHooks } from "../../../order/helm-hooks.ts";
import { needsOf } from "../../needs/pod-needs.ts";
import { Objects } from "../../pods/objects.ts";
import { podsIn } from "../../pods/pod.ts";
import { Producers } from "../../producers/producers.ts";
import type { Fault, OrderRule } from "../../rule.ts";

export const hookDeletePolicy: OrderRule = {
  name: "hook-delete-policy",
  severity: "warning",
  title: "A failed hook keeps its log and does not block the next try.",
  *check(environment) {
    for (const { engine, resources } of deliveriesOf(environment)) {
      if (engine === "kustomization") continue;
      const needed = neededByOthers(environment, engine);
      for (const resource of resources.filter((one) => isHook(one, engine))) {
        const found = RUNS.has(resource.id.kind) ? ofRun(resource, engine) : ofOther(resource, engine, needed);
        if (found !== undefined) yield { resource, ...found };
      }
    }
  },
};

const RUNS: ReadonlySet<string> = new Set(["Job", "Pod"]);

function isHook(resource: Resource, engine: Engine): boolean {
  return engine === "argocd" ? hookAnnotation(resource) !== undefined : helmHooks(resource).length > 0;
}

function pathOf(resource: Resource, engine: Engine): Path {
  const isOwn = engine === "argocd" && annotation(resource, ARGOCD_DELETE_POLICY) !== undefined;
  return annotationPath(isOwn ? ARGOCD_DELETE_POLICY : HELM_DELETE_POLICY);
}

function ofRun(resource: Resource, engine: Engine): Fault | undefined {
  const policies = policiesOf(resource, engine);
  if (policies.length === 0) return undefined;
  const name = engine === "argocd" ? "BeforeHookCreation" : "before-hook-creation";
  const place = {
    path: pathOf(resource, engine),
    fix: `Use ${name} alone: the last Job stays until the next one comes.`,
  };
  if (policies.includes("hook-failed")) {
    return { ...place, message: "a hook that fails is removed at once, and its log with it: nobody can read why" };
  }
  if (!policies.includes("before-hook-creation") && resource.manifest.metadata.generateName === undefined) {
    return { ...place, message: "a hook that has failed stays and is in the way of the next try, which fails too" };
  }
  if (isDifferent(resource, engine)) {
    return { ...place, message: "Argo CD adds up its own delete policy and Helm's, which differ: both count" };
  }
  if (!policies.includes("hook-succeeded")) return undefined;
  return { ...place, severity: "info", message: "the log of a hook that succeeds is removed with it" };
}

function isDifferent(resource: Resource, engine: Engine): boolean {
  const [own, helm] = [argocdPolicies(resource), helmPolicies(resource)];
  if (engine !== "argocd" || own.length === 0 || helm.length === 0) return false;
  return own.some((policy) => !helm.includes(policy)) || helm.length !== own.length;
}

/** A ServiceAccount or Secret that is a hook and goes when the hooks are done, though pods that stay need it. */
function ofOther(resource: Resource, engine: Engine, needed: ReadonlySet<Resource>): Fault | undefined {
  const policies = policiesOf(resource, engine);
  if (!needed.has(resource) || !policies.some((one) => one === "hook-succeeded" || one === "hook-failed"))
    return undefined;
  return {
    path: pathOf(resource, engine),
    severity: "error",
    message: "it is removed when the hooks are done, though pods that stay need it: they fail when they start again",
    fix: "Make it a plain object, or give the hook one of its own under another name.",
  };
}

function neededByOthers({ resources }: AppliedEnvironment, engine: Engine): ReadonlySet<Resource> {
  const objects = new Objects(resources);
  const makers = new Producers(resources);
  const staying = podsIn(resources).filter(({ resource }) => !isHook(resource, engine));
  return new Set(staying.flatMap((pod) => needsOf(pod, objects, makers).flatMap(({ producers }) => producers)));
}
