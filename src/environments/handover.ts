/** Objects that tell an engine what to apply: Argo CD's Application, Flux's Kustomization and HelmRelease. */
import type { ApplierKind, Resource } from "../model/applied.ts";
import type { JsonObject, Path } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import { mappingAt, textAt } from "./resource.ts";

export interface Handover {
  readonly kind: Exclude<ApplierKind, "none">;
  readonly by: Resource;
  readonly sources: readonly HandedSource[];
  /** For objects that name none; empty where the object does not say it either. */
  readonly namespace: string;
  readonly namespacePath: Path;
  /** A cluster other than the one that the object itself is in; empty for that one. */
  readonly cluster: string;
}

export interface HandedSource {
  /** In the repository; undefined for what is in none, such as a chart of a registry. */
  readonly path: string | undefined;
  /** Where it stands in the object. */
  readonly at: Path;
  /** What else the object says about it. */
  readonly settings: JsonObject;
  /** Which repository: its address, or the name of the object that has it. */
  readonly repository: string;
}

export function isApplication({ id: { group, kind } }: Resource): boolean {
  return group === "argoproj.io" && kind === "Application";
}

/** Undefined for all other objects. */
export function handoverOf(resource: Resource): Handover | undefined {
  const { group, kind } = resource.id;
  if (isApplication(resource)) return application(resource);
  if (group === "kustomize.toolkit.fluxcd.io" && kind === "Kustomization") return fluxKustomization(resource);
  if (group === "helm.toolkit.fluxcd.io" && kind === "HelmRelease") return helmRelease(resource);
  return undefined;
}

/** True of what belongs to an engine and runs nothing by itself. */
export function isOfEngine({ id }: Resource): boolean {
  return id.group === "argoproj.io" || id.group.endsWith(".toolkit.fluxcd.io");
}

function application(by: Resource): Handover {
  const spec = mappingAt(by.manifest, "spec");
  const many = Array.isArray(spec.sources) ? spec.sources : [];
  const sources =
    many.length > 0
      ? many.flatMap((source, index) => (isObject(source) ? argoSource(source, ["spec", "sources", index]) : []))
      : argoSource(mappingAt(spec, "source"), ["spec", "source"]);
  const destination = mappingAt(spec, "destination");
  return {
    kind: "application",
    by,
    sources,
    namespace: textAt(destination, "namespace"),
    namespacePath: ["spec", "destination", "namespace"],
    cluster: otherCluster(textAt(destination, "name") || textAt(destination, "server")),
  };
}

/** A source without a path and a chart only lends its values files to others. */
function argoSource(source: JsonObject, at: Path): HandedSource[] {
  const repository = textAt(source, "repoURL");
  if (textAt(source, "chart") !== "") return [{ path: undefined, at: [...at, "chart"], settings: source, repository }];
  const path = textAt(source, "path");
  return path === "" ? [] : [{ path, at: [...at, "path"], settings: source, repository }];
}

/** Argo CD's names for the cluster that it runs in. */
const OWN_CLUSTER: ReadonlySet<string> = new Set(["", "in-cluster", "https://kubernetes.default.svc"]);

function otherCluster(destination: string): string {
  return OWN_CLUSTER.has(destination) ? "" : destination;
}

function fluxKustomization(by: Resource): Handover {
  const spec = mappingAt(by.manifest, "spec");
  const repository = sourceName(by, mappingAt(spec, "sourceRef"));
  return {
    kind: "kustomization",
    by,
    sources: [{ path: textAt(spec, "path"), at: ["spec", "path"], settings: spec, repository }],
    namespace: "",
    namespacePath: ["spec", "targetNamespace"],
    cluster: fluxCluster(by, spec),
  };
}

const IN_REPOSITORY: ReadonlySet<string> = new Set(["GitRepository", "Bucket"]);

function helmRelease(by: Resource): Handover {
  const spec = mappingAt(by.manifest, "spec");
  const chart = mappingAt(mappingAt(spec, "chart"), "spec");
  const from = mappingAt(chart, "sourceRef");
  const path = IN_REPOSITORY.has(textAt(from, "kind")) ? textAt(chart, "chart") : undefined;
  return {
    kind: "helm-release",
    by,
    sources: [{ path, at: ["spec", "chart", "spec", "chart"], settings: spec, repository: sourceName(by, from) }],
    namespace: textAt(spec, "targetNamespace") || by.id.namespace,
    namespacePath: ["spec", "targetNamespace"],
    cluster: fluxCluster(by, spec),
  };
}

function fluxCluster(by: Resource, spec: JsonObject): string {
  const { kubeConfig } = spec;
  if (!isObject(kubeConfig)) return "";
  const secret =
    textAt(mappingAt(kubeConfig, "secretRef"), "name") || textAt(mappingAt(kubeConfig, "configMapRef"), "name");
  return `${by.id.namespace}/${secret}`;
}

function sourceName(by: Resource, sourceRef: JsonObject): string {
  const namespace = textAt(sourceRef, "namespace") || by.id.namespace;
  return `${textAt(sourceRef, "kind")} ${namespace}/${textAt(sourceRef, "name")}`;
}
