/** What one concern of a cluster adds to the kustomization of one stage. */
import type { StageName } from "../certctl/stages.ts";
import type { JsonObject } from "../model/json.ts";

export interface Contribution {
  readonly stage: StageName;
  /** The name of a component of the bundle; the order of the concerns is the order of the components. */
  readonly component?: string;
  readonly patch?: ClusterPatch;
  readonly replicas?: { readonly name: string; readonly count: number };
  readonly images?: readonly ImageOverride[];
}

export interface ClusterPatch {
  /** File name in the cluster's stage; it says what the patch is for. */
  readonly file: string;
  /** One comment line on top of the file. */
  readonly why: string;
  /** Strategic merge patches by document, or the operations of a JSON patch. */
  readonly body: readonly JsonObject[];
  /** Needed by a JSON patch, and by a strategic merge patch for many objects. */
  readonly target?: JsonObject;
}

export interface ImageOverride {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
}

/** A strategic merge patch of the objects that its documents name. */
export function merge(stage: StageName, file: string, why: string, ...body: JsonObject[]): Contribution {
  return { stage, patch: { file, why, body } };
}

/** A JSON patch that sets values at JSON pointers which are there already. */
export function replace(
  stage: StageName,
  file: string,
  why: string,
  target: JsonObject,
  values: Readonly<Record<string, JsonObject[string]>>,
): Contribution {
  const body = Object.entries(values).map(([path, value]) => ({ op: "replace", path, value }));
  return { stage, patch: { file, why, body, target } };
}
