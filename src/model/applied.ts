/** What an engine applies: the objects of an environment, how they are applied, and where each was written. */
import type { Finding, Place } from "./finding.ts";
import type { Path } from "./json.ts";
import type { Manifest, ResourceId } from "./manifest.ts";

/** An object as it will be applied. */
export interface Resource {
  readonly manifest: Manifest;
  readonly id: ResourceId;
  /** Where the value at a path was written, or else the nearest one around it; worked out when it is asked. */
  readonly placeOf: (path: Path) => Place;
}

/**
 * How a set of objects is applied: by an Argo CD Application, a Flux Kustomization, a Flux HelmRelease (as a chart), or
 * `none` where no object says it: a rendered stream, a folder of plain files, a kustomization that nobody hands over.
 */
export type ApplierKind = "application" | "kustomization" | "helm-release" | "none";

export interface Applier {
  readonly kind: ApplierKind;
  /** The Application, Kustomization or HelmRelease; undefined for `none`. */
  readonly by: Resource | undefined;
  /** What it applies, in the order in which it was rendered. */
  readonly resources: readonly Resource[];
  /** The version in the Chart.yaml that a HelmRelease installs. */
  readonly chartVersion?: string;
  /** Why what it applies is not known, or not all of it: what it names is not in the tree, or only Helm can render it. */
  readonly unknown?: Finding;
}

/** All that is applied to one cluster, or one set of objects that belong together. */
export interface AppliedEnvironment {
  readonly name: string;
  readonly appliers: readonly Applier[];
  /** Every object of every applier, as it is applied, then those that wrap them (Applications, sources ...), each once. */
  readonly resources: readonly Resource[];
  /** The folder of the bundle that `gen` wrote and that this is a part of. */
  readonly bundle?: string;
  /** Secrets that a person makes, `namespace/name`, as a fleet file says. */
  readonly manualSecrets: readonly string[];
}
