/** The Secret that an ExternalSecret makes (external-secrets.io). */
import type { JsonObject, Path } from "../../model/json.ts";
import { objectsAt, textOf } from "../../model/json.ts";
import { objectAt } from "../pods/pod.ts";
import type { Made } from "./made.ts";

/** With `creationPolicy: None` nothing is made, with `Merge` another makes it. */
export function externalSecret(spec: JsonObject, ownName: string, path: Path): readonly Made[] {
  const target = objectAt(spec, "target");
  if (target.creationPolicy === "None") return [];
  const name = textOf(target.name) || ownName;
  return [{ name, path, keys: keysOf(spec, target), adds: target.creationPolicy === "Merge" }];
}

/** A template takes the place of what the store gives, unless it is merged with it. */
function keysOf(spec: JsonObject, target: JsonObject): readonly string[] | undefined {
  const template = objectAt(target, "template");
  if (template.templateFrom !== undefined) return undefined;
  const templated = Object.keys(objectAt(template, "data"));
  if (templated.length > 0 && template.mergePolicy !== "Merge") return templated;
  if (objectsAt(spec, "dataFrom").length > 0) return undefined;
  return [...templated, ...objectsAt(spec, "data").map(([, entry]) => textOf(entry.secretKey))];
}
