/** What kustomize appends to the names of ConfigMaps and Secrets that it generates: a hash of their content. */
import type { ResourceId } from "../model/manifest.ts";

/** Ten of these characters (kustomize, api/hasher/hasher.go, encode), as part of a regular expression. */
export const NAME_HASH = "[2456789bcdfghkmt]{10}";

const HASHED = new RegExp(`^(.+)-${NAME_HASH}$`);

/** The name before the hash; undefined of an object that kustomize can't have generated. */
export function nameBeforeHash({ group, kind, name }: Pick<ResourceId, "group" | "kind" | "name">): string | undefined {
  if (group !== "" || (kind !== "ConfigMap" && kind !== "Secret")) return undefined;
  return HASHED.exec(name)?.[1];
}
