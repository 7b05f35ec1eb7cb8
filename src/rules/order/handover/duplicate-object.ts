/** Each object is applied once, by one. */
import { isPlaceholder } from "../../../k8s/placeholder.ts";
import type { Resource } from "../../../model/applied.ts";
import { at, textOf } from "../../../model/json.ts";
import { hookAnnotation } from "../../../order/argocd-hooks.ts";
import { isClusterKind } from "../../../order/cluster-kinds.ts";
import { type Delivery, deliveriesOf } from "../../../order/delivery.ts";
import { helmHooks } from "../../../order/helm-hooks.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const duplicateObject: OrderRule = {
  name: "duplicate-object",
  severity: "error",
  title: "Each object is applied once, by one Application, Kustomization or HelmRelease.",
  *check(environment) {
    const known = new Map<string, Applied>();
    const deliveries = deliveriesOf(environment);
    for (const { resources } of environment.appliers) {
      if (!deliveries.some((delivery) => delivery.resources === resources)) yield* plainTwins(resources);
    }
    for (const delivery of deliveries) {
      for (const resource of delivery.resources) {
        if (!isNamed(resource)) continue;
        const key = keyOf(resource, delivery);
        const first = known.get(key);
        if (first === undefined) known.set(key, { resource, delivery });
        else yield problem(first, { resource, delivery });
      }
    }
  },
};

/** Without a name the API server makes one. */
function isNamed({ manifest, id }: Resource): boolean {
  return manifest.metadata.name !== undefined && !isPlaceholder(id.name);
}

/** Nothing says who will apply them. */
function* plainTwins(resources: readonly Resource[]): Iterable<Problem> {
  const known = new Set<string>();
  for (const resource of resources.filter(isNamed)) {
    const { group, kind, namespace, name } = resource.id;
    const key = JSON.stringify([group, kind, namespace, name]);
    const message =
      "the same object is there twice: whatever applies them keeps one or refuses both, and the rules looked at the first alone";
    if (known.has(key)) yield { resource, message, fix: "Give one of them another name, or remove it." };
    known.add(key);
  }
}

interface Applied {
  readonly resource: Resource;
  readonly delivery: Delivery;
}

/** Where the manifest has no namespace the one that the engine gives it counts; each engine and cluster by itself. */
function keyOf(resource: Resource, { engine, by, spec }: Delivery): string {
  const { id } = resource;
  const fallback =
    engine === "argocd"
      ? textOf(at(spec, "destination", "namespace"))
      : textOf(spec.targetNamespace) || (engine === "helm" ? (by?.id.namespace ?? "") : "");
  const forced = engine === "kustomization" ? textOf(spec.targetNamespace) : "";
  const namespace = isClusterKind(resource) ? "" : forced || id.namespace || fallback;
  const cluster =
    engine === "argocd" ? [at(spec, "destination", "server"), at(spec, "destination", "name")] : spec.kubeConfig;
  return JSON.stringify([engine === "argocd", cluster ?? "", id.group, id.kind, namespace, id.name]);
}

function problem(first: Applied, second: Applied): Problem {
  const { resource, delivery } = second;
  if (first.delivery === delivery) {
    const isHook = delivery.engine === "argocd" ? hookAnnotation : (one: Resource) => helmHooks(one)[0];
    const isMixed = (isHook(first.resource) === undefined) !== (isHook(resource) === undefined);
    return { resource, message: WITHIN[delivery.engine](isMixed), fix: "Give one of them another name, or remove it." };
  }
  return {
    resource,
    // They may be meant for clusters of their own, where the same folder hands over several.
    severity: "warning",
    message:
      "two of the engine's objects apply this one: each undoes what the other says, and where one prunes it, it is gone for both",
    fix: "Leave it to one of them.",
  };
}

const WITHIN: Readonly<Record<Delivery["engine"], (isMixed: boolean) => string>> = {
  argocd: (isMixed) =>
    isMixed
      ? "the same object is a hook and a plain one: Argo CD keeps only the last, and where that is the hook, its delete policy removes what pods need"
      : "the same object is there twice: Argo CD keeps only the last (RepeatedResourceWarning)",
  helm: (isMixed) =>
    isMixed
      ? "the same object is a hook and a plain one: Flux refuses the chart (postRenderStrategy combined, the default since 2.9), and Helm makes the hook first and then finds it in the way"
      : "the same object is in the chart twice: Helm or Flux refuses it",
  kustomization: () => "the same object is there twice: kustomize refuses it (already registered id)",
};
