/** Where the text of a variable is written: in its entry, or in the ConfigMap that the entry points at. */
import type { Resource } from "../model/applied.ts";
import type { Place } from "../model/finding.ts";
import { at, type Path } from "../model/json.ts";
import type { Objects } from "./pods/objects.ts";

/** The place of a value; of an entry of `env` that names a key of a ConfigMap among the objects, that key's. */
export function writtenAt(resource: Resource, path: Path, objects: Objects | undefined): Place {
  const name = at(resource.manifest, ...path, "valueFrom", "configMapKeyRef", "name");
  const key = at(resource.manifest, ...path, "valueFrom", "configMapKeyRef", "key");
  if (objects !== undefined && typeof name === "string" && typeof key === "string") {
    const source = objects.find("ConfigMap", resource.id.namespace, name);
    if (source !== undefined && at(source.manifest, "data", key) !== undefined) return source.placeOf(["data", key]);
  }
  return resource.placeOf(path);
}
