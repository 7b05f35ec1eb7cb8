/** Which engine applies each set of objects: by an object of its own, or as the annotations alone tell. */
import type { AppliedEnvironment, Applier, Resource } from "../model/applied.ts";
import { at, isObject, type JsonObject } from "../model/json.ts";
import { ARGOCD_HOOK, ARGOCD_WAVE, annotation, HELM_HOOK } from "./annotations.ts";

export type Engine = "argocd" | "kustomization" | "helm";

export interface Delivery {
  readonly engine: Engine;
  /** The Application, Kustomization or HelmRelease; undefined where only annotations tell the engine. */
  readonly by: Resource | undefined;
  /** The spec of that object, empty without one. */
  readonly spec: JsonObject;
  readonly resources: readonly Resource[];
  readonly chartVersion: string | undefined;
}

/** An Application, Kustomization or HelmRelease with what it applies. */
export type OwnedDelivery = Delivery & { readonly by: Resource };

export function deliveriesOf({ appliers }: AppliedEnvironment): readonly Delivery[] {
  return appliers.map((applier) => deliveryOf(applier)).filter((delivery) => delivery !== undefined);
}

/** `as` is the engine for what no object hands over, whatever its annotations tell; undefined where nothing tells one. */
export function deliveryOf(applier: Applier, as?: Engine): Delivery | undefined {
  const engine = applier.kind === "none" ? (as ?? engineOf(applier)) : engineOf(applier);
  if (engine === undefined) return undefined;
  const { by, resources, chartVersion } = applier;
  const spec = at(by?.manifest, "spec");
  return { engine, by, spec: isObject(spec) ? spec : {}, resources, chartVersion };
}

/** Those of one engine that an object of it hands over. */
export function ownedBy(environment: AppliedEnvironment, ...engines: readonly Engine[]): readonly OwnedDelivery[] {
  return deliveriesOf(environment).filter(
    (one): one is OwnedDelivery => one.by !== undefined && engines.includes(one.engine),
  );
}

/**
 * Objects with hooks or waves of Argo CD are meant for it; with hooks of Helm alone, for Helm. An object with both is
 * Argo CD's way to share a chart with Helm: the order that it says is Argo CD's.
 */
function engineOf({ kind, resources }: Applier): Engine | undefined {
  if (kind === "application") return "argocd";
  if (kind !== "none") return kind === "helm-release" ? "helm" : "kustomization";
  const has = (key: string): boolean => resources.some((resource) => annotation(resource, key) !== undefined);
  if (has(ARGOCD_HOOK) || has(ARGOCD_WAVE)) return "argocd";
  return has(HELM_HOOK) ? "helm" : undefined;
}
