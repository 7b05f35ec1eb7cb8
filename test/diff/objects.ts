/** Objects of an environment in tests, without places. */

import type { ObjectChange } from "../../src/diff/environment-change.ts";
import { pathText } from "../../src/diff/steps.ts";
import type { AppliedEnvironment, Resource } from "../../src/model/applied.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { formatId, type Manifest, resourceId } from "../../src/model/manifest.ts";

/** `kind` is `Deployment.apps/v1`, `name` is `namespace/name`. */
export function resource(kind: string, name: string, rest: JsonObject = {}): Resource {
  const [, word = "", apiVersion = "v1"] = /^([^.]+)(?:\.(.*))?$/.exec(kind) ?? [];
  const [namespace = "", own = ""] = name.split("/");
  const { metadata = {}, ...parts } = rest;
  const manifest = {
    apiVersion,
    kind: word,
    metadata: { name: own, ...(namespace !== "" && { namespace }), ...(metadata as JsonObject) },
    ...parts,
  } as Manifest;
  return { manifest, id: resourceId(manifest), placeOf: () => ({}) };
}

export function environment(resources: readonly Resource[]): AppliedEnvironment {
  return { name: "eu-1", resources, appliers: [], manualSecrets: [] };
}

/** `changed ConfigMap a/x -> ConfigMap a/y (generated): metadata.name (generated-name)`. */
export function told(changes: readonly ObjectChange[]): string[] {
  return changes.map(({ kind, before, after, renamed, edits }) => {
    const names = [...new Set([before, after].flatMap((side) => (side === undefined ? [] : [formatId(side.id)])))];
    const parts = edits.map(({ path, follows }) => pathText(path) + (follows === undefined ? "" : ` (${follows})`));
    const end = parts.length === 0 ? "" : `: ${parts.join(", ")}`;
    return `${kind} ${names.join(" -> ")}${renamed === undefined ? "" : ` (${renamed})`}${end}`;
  });
}
