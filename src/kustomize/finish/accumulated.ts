/** What the kustomizations of a build hand on, up to the one that is built. */
import type { TransformerConfig } from "../config/config.ts";
import type { Variable } from "../replacements/variables.ts";
import type { Resource } from "../resources/resource.ts";

/** What a kustomization gives to the one that uses it. */
export interface Accumulated {
  readonly resources: readonly Resource[];
  readonly config: TransformerConfig;
  readonly variables: readonly Variable[];
}
